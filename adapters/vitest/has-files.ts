/** Whether this runs in Node, where counterexamples can be kept in files, and not in a browser. */
export function hasFiles(): boolean {
  return typeof (globalThis.process as NodeJS.Process | undefined)?.getBuiltinModule === 'function';
}
