/**
 * What a page may load: its own server's files, and scripts that carry this answer's nonce. Charts set sizes and colours in
 * style attributes, which hold no script; saving a chart as a picture draws it from a blob.
 */
export function contentPolicy({ nonce, embedded }: { nonce: string; embedded: boolean }): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "form-action 'self'",
    `frame-ancestors ${embedded ? '*' : "'none'"}`,
  ].join('; ');
}
