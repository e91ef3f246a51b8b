import type { RequestHandler } from 'express';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Whether only this machine can reach what listens there. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host.replace(/^\[(.*)\]$/, '$1'));
}

/**
 * Refuses requests that name another host or come from another site's page. A server that asks nobody for a key is
 * reached by whatever page this machine's browser shows, also under a name that was made to point here (DNS rebinding).
 */
export function localOnly(): RequestHandler {
  return (request, response, next) => {
    const { host, origin } = request.headers;
    const local = isLoopback(hostOf(`http://${host ?? ''}`)) && (origin === undefined || isLoopback(hostOf(origin)));
    if (local) return next();
    const message = 'This server is open to its own machine only. Ask it as 127.0.0.1, or start it without --open.';
    response.status(403).json({ errors: [{ message, extensions: { code: 'FORBIDDEN' } }] });
  };
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname : '';
}
