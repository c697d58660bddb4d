import { test } from 'vitest';

test('nothing of ours', () => {});
