import { createHash } from 'node:crypto';
import { Lru } from '@strata/files';
import { type DocumentNode, type GraphQLSchema, parse, printSchema } from 'graphql';
import { badInput } from '../errors/bad-input.ts';
import { type Asking, Threads } from '../limits/threads.ts';
import type { AskedDocument, CheckedDocument, CheckOptions } from './check-document.ts';
import { type DocumentStore, documentStore } from './document-store.ts';
import type { DocumentThreadData } from './document-thread.ts';

/** A text this short is read in a moment, whatever stands in it: some rules compare each field with each other. */
const SHORT_CHARACTERS = 1_500;
/** Of the schema's own description a short question has a long answer. */
const DESCRIPTION = /__schema|__type(?!name)/u;
/** The longest document that is let through takes a tenth of this. */
const READ_MS_MAX = 5_000;
/** Descriptions kept: GraphiQL's question, those of generators, and of their versions. */
const ANSWERS_MAX = 16;

/**
 * Reads documents on threads of their own, so that no caller's holds up another's answer: checking a document grows with
 * the square of its fields, and the schema's description is the largest answer there is. What is short is read where it is
 * answered.
 */
export class DocumentReader {
  /** What was read, for whoever answers it. */
  readonly store: DocumentStore = documentStore();
  readonly #tokensMax: number;
  readonly #threads: Threads<AskedDocument, CheckedDocument>;
  readonly #answers = new Lru<string, CheckedDocument>({ max: ANSWERS_MAX });

  constructor(schema: GraphQLSchema, options: CheckOptions) {
    this.#tokensMax = options.tokensMax;
    const workerData: DocumentThreadData = { ...options, schemaText: printSchema(schema) };
    const module = new URL('./document-thread.ts', import.meta.url);
    this.#threads = new Threads({ module, workerData, jobMsMax: READ_MS_MAX });
  }

  /**
   * Whether the document may be answered; then it lies in the store until `leave` is called.
   * @param isKnown whether it is one of the dashboard's own
   * @throws GraphQLError BAD_USER_INPUT when reading takes too long, RATE_LIMITED when the caller's others do
   */
  async read(
    asked: AskedDocument,
    { isKnown, ...asking }: Asking & { readonly isKnown: boolean },
  ): Promise<{ readonly checked: CheckedDocument; readonly leave: () => void }> {
    const fine = { checked: { kind: 'fine' }, leave: () => undefined } as const;
    const { query } = asked;
    const isDescription = DESCRIPTION.test(query);
    if (!isDescription && (isKnown || query.length <= SHORT_CHARACTERS)) return fine;
    const hash = hashOf(query);
    // Whether a description stands in a document that was read before decides who answers it: it is asked again.
    if (!isDescription && (await this.store.get(hash))) return fine;
    const key = isDescription ? hashOf(JSON.stringify(asked)) : undefined;
    const answer = key === undefined ? undefined : this.#answers.get(key);
    if (answer) return { ...fine, checked: answer };
    const checked = await this.#threads.do(asked, asking).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'AbortError' && !asking.signal.aborted)
        throw badInput('Expected a query that can be read in a moment. Split it, or ask for fewer fields.');
      throw error;
    });
    if (checked.kind === 'answered' && key !== undefined) this.#answers.set(key, checked);
    if (checked.kind !== 'fine') return { ...fine, checked };
    const document = parse(query, { maxTokens: this.#tokensMax });
    await this.store.set(hash, document);
    return { checked, leave: this.store.lend(hash, document) };
  }

  /** The document, if it was read before and is fine. */
  known(query: string): Promise<DocumentNode | undefined> {
    return this.store.get(hashOf(query));
  }

  close(): Promise<void> {
    return this.#threads.close();
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
