import { UsageError } from '../core/errors.ts';
import { nodeModule } from './node-module.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'is a folder, expected a file',
  EACCES: 'may not be read: its permissions forbid it',
  EPERM: 'may not be read: its permissions forbid it',
  ERR_FS_FILE_TOO_LARGE: 'is larger than can be read at once',
  ERR_STRING_TOO_LONG: 'is larger than can be read at once',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'is no text in UTF-8',
};

/**
 * The text of a file in UTF-8, with or without a byte order mark. Bytes that are none are refused: they would be replaced
 * without a word.
 *
 * @throws UsageError that names the file and why it cannot be read.
 */
export function readText(path: string): string {
  try {
    const bytes = nodeModule('node:fs').readFileSync(path);
    if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
      throw new UsageError(`${path}: is text in UTF-16; save it as UTF-8`);
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new UsageError(`${path}: ${REASONS[code] ?? message}`);
  }
}
