import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Kinds of token, by what their text begins with. */
export type TokenKind = 'strata' | 'session' | 'signin';

/** A token taken apart. */
export interface Token {
  /** Finds the row; not secret. */
  readonly lookup: string;
  readonly secret: string;
}

export interface NewToken extends Token {
  /** To be shown once and never stored. */
  readonly text: string;
  readonly secretSha256: Uint8Array;
}

/** `<kind>_<16 hexadecimal digits>_<43 characters of 256 random bits>` */
const SHAPE = /^(strata|session|signin)_([0-9a-f]{16})_([\w-]{43})$/;

/** Makes a token that nobody can guess. */
export function makeToken(kind: TokenKind): NewToken {
  const lookup = randomBytes(8).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  return { lookup, secret, text: `${kind}_${lookup}_${secret}`, secretSha256: hashSecret(secret) };
}

/** Takes a token of this kind apart; undefined for any other text. */
export function readToken(kind: TokenKind, text: string): Token | undefined {
  const [, found, lookup, secret] = SHAPE.exec(text) ?? [];
  return found === kind && lookup && secret ? { lookup, secret } : undefined;
}

/** Whether the secret is the one that was hashed; takes the same time whichever it is. */
export function isSecretOf(hash: Uint8Array, { secret }: Token): boolean {
  const asked = hashSecret(secret);
  return asked.length === hash.length && timingSafeEqual(asked, hash);
}

function hashSecret(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest();
}
