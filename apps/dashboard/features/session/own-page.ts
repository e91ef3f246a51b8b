/**
 * An address on this site as a path, `/` for anything else: a path that starts with two slashes, or a backslash that
 * browsers read as a slash, would name another host.
 */
export function ownPage(address: string | null | undefined, host: string | null): string {
  if (!address || !host || /[\\\s]/u.test(address)) return '/';
  const base = `http://${host}`;
  if (!URL.canParse(address, base)) return '/';
  const { host: named, pathname, search } = new URL(address, base);
  return named === host ? pathname.replace(/^\/+/u, '/') + search : '/';
}

/** Whether the request comes from a page of this site: browsers say where, and other sites' pages can't say otherwise. */
export function isFromOwnPage(headers: Headers): boolean {
  const origin = headers.get('origin');
  return origin !== null && URL.canParse(origin) && new URL(origin).host === headers.get('host');
}
