import { hashText } from './hash-file.ts';

/**
 * JSON in which the order of properties never matters: keys are sorted by their UTF-16 code units, properties that are
 * undefined are left out, and −0 is 0. For hashes that must stay the same whoever put the value together.
 * @throws TypeError for what JSON can't tell apart or say: NaN, infinities, functions, maps, undefined in lists
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`;
  if (!isPlain(value)) throw new TypeError(`Expected a value that JSON can say, came ${String(value)}.`);
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(',')}}`;
}

/** The SHA-256 of a value's canonical JSON, in hexadecimal. @throws TypeError as `canonicalJson` */
export function hashJson(value: unknown): string {
  return hashText(canonicalJson(value));
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
