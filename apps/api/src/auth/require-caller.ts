import type { RequestHandler, Response } from 'express';
import type { Caller } from '../caller.ts';
import type { Authenticate } from './authenticate.ts';

const REFUSAL = {
  errors: [
    {
      message:
        'Expected a key that works: send "Authorization: Bearer <key>". An administrator makes one with "strata key create".',
      extensions: { code: 'UNAUTHENTICATED' },
    },
  ],
};

/** Lets through only requests of somebody; `callerOf` then says of whom. */
export function requireCaller(authenticate: Authenticate): RequestHandler {
  return async (request, response, next) => {
    const caller = await authenticate(request);
    if (!caller) return void response.status(401).set('www-authenticate', 'Bearer').json(REFUSAL);
    response.locals.caller = caller;
    next();
  };
}

/** Who sent the request that `requireCaller` let through. */
export function callerOf(response: Pick<Response, 'locals'>): Caller {
  return response.locals.caller as Caller;
}
