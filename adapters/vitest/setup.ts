// By the name of the package, so that a browser gets the same copy as the test files, with its dependencies bundled.
import 'gradcheck/vitest';
