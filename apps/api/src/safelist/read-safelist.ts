import { readFileSync } from 'node:fs';
import { StrataError } from '@strata/domain';

/** Documents that the dashboard sends, by their ids, which hold the SHA-256 of their text. */
export type Safelist = ReadonlyMap<string, string>;

/**
 * Reads the file that the dashboard's generator writes: `{"sha256:<hash>": "<document>"}`.
 * @throws StrataError SETUP_FAILED when it is missing or holds something else
 */
export function readSafelist(path: string): Safelist {
  try {
    const read: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const entries = typeof read === 'object' && read !== null ? Object.entries(read) : [];
    if (entries.length > 0 && entries.every(isDocument)) return new Map(entries);
    throw new Error('It holds no documents by their hashes.');
  } catch (cause) {
    const message = `${path}: expected the dashboard's documents by their hashes. Run "npm run generate".`;
    throw new StrataError('SETUP_FAILED', message, { cause, context: { file: path } });
  }
}

function isDocument(entry: [string, unknown]): entry is [string, string] {
  return /^sha256:[0-9a-f]{64}$/.test(entry[0]) && typeof entry[1] === 'string';
}
