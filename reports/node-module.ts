import { UsageError } from '../core/errors.ts';

/**
 * A module of Node, asked for when it is needed, so that this package loads in a browser, which has no files.
 *
 * @throws UsageError outside of Node.
 */
export function nodeModule<Id extends 'node:crypto' | 'node:fs' | 'node:path' | 'node:url'>(id: Id): NodeModules[Id] {
  const modules = globalThis.process as { getBuiltinModule?: (id: Id) => NodeModules[Id] } | undefined;
  if (typeof modules?.getBuiltinModule === 'function') return modules.getBuiltinModule(id);
  throw new UsageError('options.memory: counterexamples are kept in files, and there are none here; leave it out');
}

interface NodeModules {
  'node:crypto': typeof import('node:crypto');
  'node:fs': typeof import('node:fs');
  'node:path': typeof import('node:path');
  'node:url': typeof import('node:url');
}
