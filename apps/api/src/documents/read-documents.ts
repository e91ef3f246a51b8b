import type { Request, RequestHandler, Response } from 'express';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { leftSignal } from '../limits/caller-stores.ts';
import { whoAsks } from '../limits/who-asks.ts';
import type { AskedDocument } from './check-document.ts';
import type { DocumentReader } from './document-reader.ts';

type Format = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/**
 * Has documents read before anybody answers them: refuses those beyond a limit, and answers those that ask the schema's own
 * description. Where there is none to read, Apollo says what it expected.
 */
export function readDocuments(reader: DocumentReader, formatError: Format): RequestHandler {
  return async (request, response, next) => {
    const asked = askedOf(request);
    if (!asked) return next();
    const asking = { who: whoAsks(request, response), signal: leftSignal(response) };
    const { checked, leave } = await reader.read(asked, { ...asking, isKnown: response.locals.isSafelisted === true });
    response.once('close', leave);
    if (checked.kind === 'fine') return next();
    if (checked.kind === 'answered') return send(response, { status: 200, body: checked.body });
    const errors = checked.errors.map((error) => formatError(error, new GraphQLError(error.message, error)));
    send(response, { status: 400, body: JSON.stringify({ errors }) });
  };
}

function askedOf(request: Request): AskedDocument | null {
  if (request.method === 'POST') return documentOf(request.body);
  if (request.method !== 'GET') return null;
  const { query, variables, operationName } = request.query;
  return documentOf({ query, operationName, variables: parsed(variables) });
}

function documentOf(body: unknown): AskedDocument | null {
  const { query, variables, operationName } = (body ?? {}) as Record<string, unknown>;
  if (typeof query !== 'string') return null;
  return {
    query,
    variables: typeof variables === 'object' && variables !== null ? (variables as Record<string, unknown>) : {},
    operationName: typeof operationName === 'string' ? operationName : undefined,
  };
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    // Apollo says so.
    return undefined;
  }
}

function send(response: Response, { status, body }: { status: number; body: string | Uint8Array }): void {
  response.status(status).set({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(body);
}
