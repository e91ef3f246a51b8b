import { type AllowedHosts, isOwnAddress } from '@strata/domain';
import type { RequestHandler } from 'express';

/** Refuses requests that name another host than this server or come from another site's page: see `isOwnAddress`. */
export function ownAddressOnly(allowedHosts: AllowedHosts): RequestHandler {
  return (request, response, next) => {
    const { host, origin, 'x-forwarded-host': forwarded } = request.headers;
    const forwardedHost = typeof forwarded === 'string' ? forwarded : undefined;
    const port = request.socket.localPort ?? 0;
    if (isOwnAddress({ host, origin, forwardedHost }, { port, allowedHosts })) return next();
    const message =
      'This server answers to its own names and pages only. Ask it as 127.0.0.1, or name it with --allowed-host.';
    response.status(403).json({ errors: [{ message, extensions: { code: 'FORBIDDEN' } }] });
  };
}
