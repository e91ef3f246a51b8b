import { cache } from 'react';
import type { TypedDocumentString } from '../gql/graphql';
import { type Answer, readAnswer } from './answer';
import { apiUrl } from './api-url';
import { credentials } from './credentials';
import { documentId } from './document-id';

/** Longer than any page's query takes; a reader should not wait for a server that hangs. */
const TIMEOUT_MS = 20_000;

const post = cache(async (id: string, variables: string): Promise<Answer<unknown>> => {
  try {
    const response = await fetch(`${apiUrl()}/graphql`, {
      method: 'POST',
      cache: 'no-store',
      headers: { 'content-type': 'application/json', ...(await credentials()) },
      body: `{"documentId":${JSON.stringify(id)},"variables":${variables}}`,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return readAnswer(await response.json());
  } catch (error) {
    return { kind: 'unreachable', detail: describe(error) };
  }
});

/**
 * Asks the API for a document's result, once a request and as the visitor; never throws for what the network or the API
 * may do. The document goes by its id: the API answers a signed-in browser nothing but the documents of this dashboard.
 */
export async function ask<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Answer<Result>> {
  return (await post(documentId(document), JSON.stringify(variables))) as Answer<Result>;
}

function describe(error: unknown): string {
  const { cause, message } = error as Error & { cause?: { code?: string } };
  return cause?.code ?? message;
}
