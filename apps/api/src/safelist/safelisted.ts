import type { RequestHandler } from 'express';
import { callerOf } from '../auth/require-caller.ts';
import type { Safelist } from './read-safelist.ts';

interface Body {
  query?: unknown;
  documentId?: unknown;
}

/**
 * Puts the document in the place of its `documentId`. Sessions may send nothing but such ids: whatever gets hold of a
 * signed-in browser can ask what the dashboard asks, and no more. Keys, and an open server's callers, may write queries.
 */
export function safelisted(safelist: Safelist): RequestHandler {
  return (request, response, next) => {
    const refuse = (status: number, code: string, message: string): void =>
      void response.status(status).json({ errors: [{ message, extensions: { code } }] });
    const body = request.body as Body | undefined;
    const { documentId, ...rest } = typeof body === 'object' && body !== null ? body : {};
    if (documentId === undefined) {
      if (callerOf(response).via !== 'session') return next();
      return refuse(403, 'FORBIDDEN', 'A session may send the dashboard’s documents only. Send queries with a key.');
    }
    const document = typeof documentId === 'string' ? safelist.get(documentId) : undefined;
    if (document === undefined || rest.query !== undefined)
      return refuse(400, 'UNKNOWN_DOCUMENT', 'Expected the id of a document that this server knows, and no query.');
    request.body = { ...rest, query: document };
    response.locals.isSafelisted = true;
    next();
  };
}
