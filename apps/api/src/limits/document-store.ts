import { Lru } from '@strata/files';
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
  const documents = new Lru<string, DocumentNode>({ max: DOCUMENTS_MAX });
  return {
    get: async (key: string) => documents.get(key),
    set: async (key: string, document: DocumentNode) => {
      if ((document.loc?.source.body.length ?? 0) > CHARACTERS_MAX) return;
      documents.set(key, document);
    },
    delete: async (key: string) => documents.delete(key),
  };
}
