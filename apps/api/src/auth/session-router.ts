import { beginSession, endSession, type Store, writeAudit } from '@strata/db';
import express, { Router } from 'express';
import type { Provider } from './oidc/provider.ts';
import { isHttps, sessionCookie, sessionOf } from './session-cookie.ts';

const BODY_BYTES_MAX = '1kb';

interface SessionRouterParts {
  readonly writer: Store;
  /** Told of a session that begins. */
  readonly onBegin: (session: string) => void;
  /** Told of a session that ends. */
  readonly onEnd: (session: string) => void;
  /** Null where people can't sign in with one. */
  readonly provider: Provider | null;
}

/**
 * GET /session says which provider people can sign in with. POST /session with `{"key": "…"}` signs a browser in, DELETE /session signs it out. Both need a method or a content
 * type that a foreign page can't send without asking first, and nobody answers yes.
 */
export function sessionRouter({ writer, onBegin, onEnd, provider }: SessionRouterParts): Router {
  const router = Router();
  router.get('/', (_, response) => {
    const known = provider && { name: provider.settings.name, endUrl: provider.endUrl() };
    response.set('cache-control', 'no-store').json({ provider: known });
  });
  router.post('/', express.json({ limit: BODY_BYTES_MAX }), async (request, response) => {
    const body: unknown = request.body;
    const key = typeof body === 'object' && body !== null && 'key' in body ? body.key : undefined;
    if (typeof key !== 'string') {
      const message = 'Expected JSON with a key: {"key": "strata_…"}.';
      return void response.status(400).json({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
    }
    const begun = await beginSession(writer, key.trim());
    if (!begun) {
      const message = 'This key does not work. Check that it is whole and was not revoked.';
      return void response.status(401).json({ errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }] });
    }
    onBegin(begun.text);
    const { id, name, role } = begun.key;
    await writeAudit(writer, { apiKeyId: id, actor: name, role, operation: 'signIn', outcome: 'OK' });
    response.set('set-cookie', sessionCookie(begun.text, { https: isHttps(request) })).json({ name, role });
  });
  router.delete('/', async (request, response) => {
    const session = sessionOf(request);
    if (session !== undefined) {
      // Before the database, which may be away: what is open here ends in any case.
      onEnd(session);
      await endSession(writer, session);
    }
    response.set('set-cookie', sessionCookie(null, { https: isHttps(request) })).sendStatus(204);
  });
  return router;
}
