const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Names that a server goes by beside this machine's own; `null` for any, where callers show who they are. */
export type AllowedHosts = readonly string[] | null;

/** What a request says of where it is sent and from whose page. */
export interface Addressed {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** What a proxy in front was asked as. Counts only where any name is allowed: a page can't set it unasked. */
  readonly forwardedHost?: string | undefined;
}

/** Whether only this machine can reach what listens there. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host) || LOOPBACK.has(`[${host}]`);
}

/**
 * Whether a request names this server and comes from no other site's page. A server that asks nobody for a key is reached
 * by whatever page this machine's browser shows, also under a name that was made to point here (DNS rebinding): so it
 * answers to the names of loopback at its own port, and to those that were configured, each with or without a port.
 */
export function isOwnAddress(
  { host, origin, forwardedHost }: Addressed,
  { port, allowedHosts }: { port: number; allowedHosts: AllowedHosts },
): boolean {
  const asked = placeOf(`http://${host ?? ''}`);
  if (!asked) return false;
  if (allowedHosts !== null && !isNamed(asked, { port, allowedHosts })) return false;
  // Programs and a browser's own address line send no origin.
  if (origin === undefined) return true;
  const from = placeOf(origin);
  const forwarded = allowedHosts === null ? forwardedHost?.split(',')[0]?.trim() : undefined;
  return from !== null && (isSame(from, host) || (forwarded !== undefined && isSame(from, forwarded)));
}

/**
 * Reads a list of names as the environment holds it: separated by commas; `*` is any.
 * @returns null for any
 */
export function readAllowedHosts(text: string | undefined): AllowedHosts {
  const names = (text ?? '').split(',').map((name) => name.trim());
  return names.includes('*') ? null : names.filter((name) => name !== '');
}

interface Place {
  readonly hostname: string;
  /** Empty for the protocol's own. */
  readonly port: string;
  readonly protocol: string;
}

function placeOf(address: string): Place | null {
  if (!URL.canParse(address)) return null;
  const { hostname, port, protocol, username, pathname } = new URL(address);
  const isPlain = /^https?:$/.test(protocol) && hostname !== '' && username === '' && pathname === '/';
  return isPlain ? { hostname, port, protocol } : null;
}

function isNamed(
  { hostname, port: asked }: Place,
  { port, allowedHosts }: { port: number; allowedHosts: readonly string[] },
): boolean {
  const number = asked === '' ? 80 : Number(asked);
  if (LOOPBACK.has(hostname) && number === port) return true;
  return allowedHosts.some((name) => {
    const allowed = placeOf(`http://${name}`);
    return allowed?.hostname === hostname && (!/:\d+$/.test(name) || allowed.port === asked);
  });
}

/** Behind a proxy the page may have come over HTTPS, whose own port goes unsaid. */
function isSame({ hostname, port, protocol }: Place, host: string | undefined): boolean {
  const to = placeOf(`${protocol}//${host ?? ''}`);
  return to?.hostname === hostname && to.port === port;
}
