import { fileURLToPath } from 'node:url';
import { buildPackage } from './package/build-package.ts';

/** `npm run build`: compiles the package into `dist`. */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
buildPackage(ROOT, fileURLToPath(new URL('../dist', import.meta.url)));
