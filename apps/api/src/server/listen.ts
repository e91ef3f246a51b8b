import { createServer, type RequestListener, type Server } from 'node:http';
import { StrataError } from '@strata/domain';

/** Connections kept for the next request: longer than proxies in front keep theirs, so that they close first. */
const KEEP_ALIVE_MS = 65_000;
const HEADERS_MS = 20_000;
const REQUEST_MS = 60_000;
/** How often connections that have become idle are looked for while closing. */
const CLOSING_STEP_MS = 50;

/**
 * Listens for HTTP.
 * @throws StrataError PORT_TAKEN when another process listens on the port
 */
export async function listen(
  handler: RequestListener,
  { host, port }: { host: string; port: number },
): Promise<Server> {
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS, headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS },
    handler,
  );
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause;
    throw new StrataError('PORT_TAKEN', `Port ${port} of ${host} is in use. Choose another port.`, { cause });
  }
  return server;
}

/** Takes no new requests, lets those under way end within `graceMs` milliseconds, then cuts what is left. */
export async function closeGracefully(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const idle = setInterval(() => server.closeIdleConnections(), CLOSING_STEP_MS);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}
