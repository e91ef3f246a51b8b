import { Lru } from '@strata/files';
import type { DocumentNode } from 'graphql';

/** The dashboard and a few programs have some dozens. */
const DOCUMENTS_MAX = 100;
/** A parsed document takes some fifty times its text. */
const CHARACTERS_MAX = 8_000;
/** Apollo's keys end with the SHA-256 of the document's text. */
const HASH_CHARACTERS = 64;

/** Documents that were parsed and checked, as Apollo asks for them, by the hexadecimal SHA-256 of their text. */
export type DocumentStore = ReturnType<typeof documentStore>;

/**
 * Keeps documents that were parsed and checked, so that those who ask the same again don't wait for it. Bounded by what
 * they take in memory: Apollo's own store counts the text of their trees, a fraction of it.
 */
export function documentStore() {
  const documents = new Lru<string, DocumentNode>({ max: DOCUMENTS_MAX });
  const lent = new Map<string, { readonly document: DocumentNode; borrowers: number }>();
  const hashOf = (key: string) => key.slice(-HASH_CHARACTERS);
  return {
    get: async (key: string) => lent.get(hashOf(key))?.document ?? documents.get(hashOf(key)),
    set: async (key: string, document: DocumentNode) => {
      if ((document.loc?.source.body.length ?? 0) > CHARACTERS_MAX) return;
      documents.set(hashOf(key), document);
    },
    delete: async (key: string) => documents.delete(hashOf(key)),
    /** Has the document at hand, however long it is, until the answer is called. */
    lend: (hash: string, document: DocumentNode): (() => void) => {
      const one = lent.get(hash) ?? { document, borrowers: 0 };
      one.borrowers += 1;
      lent.set(hash, one);
      return () => {
        one.borrowers -= 1;
        if (one.borrowers === 0) lent.delete(hash);
      };
    },
  };
}
