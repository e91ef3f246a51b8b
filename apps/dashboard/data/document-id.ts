import type { TypedDocumentString } from '../gql/graphql';

/** The id by which the API knows a document of this dashboard: it answers a signed-in browser nothing else. */
export function documentId(document: Pick<TypedDocumentString<unknown, unknown>, '__meta__'>): string {
  return String(document.__meta__?.hash);
}
