import { expect, test } from 'vitest';
import { schemaFiles } from './schema-files.ts';

// After a change that is meant, `npx vitest run reports/schema-files -u` writes the files anew.
test.each(Object.entries(schemaFiles()))('%s, which is shipped, is the schema that is used', async (file, text) => {
  await expect(text).toMatchFileSnapshot(`../schema/${file}`);
});
