import type { DocumentNode } from 'graphql';

/** The dashboard and a few programs have some dozens. */
const DOCUMENTS_MAX = 100;
/** A parsed document takes some fifty times its text. */
const CHARACTERS_MAX = 8_000;

/**
 * Keeps documents that were parsed and checked, so that those who ask the same again don't wait for it. Bounded by what
 * they take in memory: Apollo's own store counts the text of their trees, a fraction of it.
 */
export function documentStore() {
  const documents = new Map<string, DocumentNode>();
  return {
    get: async (key: string) => {
      const found = documents.get(key);
      if (!found) return undefined;
      // Set anew, it is the youngest in the map's order.
      documents.delete(key);
      documents.set(key, found);
      return found;
    },
    set: async (key: string, document: DocumentNode) => {
      if ((document.loc?.source.body.length ?? 0) > CHARACTERS_MAX) return;
      documents.set(key, document);
      if (documents.size > DOCUMENTS_MAX) documents.delete(documents.keys().next().value ?? key);
    },
    delete: async (key: string) => documents.delete(key),
  };
}
