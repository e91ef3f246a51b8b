import { createHash } from 'node:crypto';

/**
 * The text as small letters, digits and hyphens, for targets whose names are made of these alone. Where that loses anything
 * but case and blanks, eight digits of the text's hash tell texts apart that would look alike.
 */
export function slug(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, 60);
  if (/^[A-Za-z0-9]+(?:[ _-][A-Za-z0-9]+)*$/u.test(text) && text.length <= 60) return plain;
  const digits = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return plain === '' ? digits : `${plain}-${digits}`;
}
