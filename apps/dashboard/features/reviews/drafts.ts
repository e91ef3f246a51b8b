import type { ReviewVerdict } from '@strata/domain';

/** What somebody has written of an explanation and that is not known to be stored. */
export interface Draft {
  readonly explanation: string;
  /** Null until they choose. */
  readonly verdict: ReviewVerdict | null;
  readonly reason: string;
  readonly betterName: string;
  /** The same however often it is sent. */
  readonly idempotencyKey: string;
  /** It was sent, and is to be sent again until an answer comes. */
  readonly isSent: boolean;
}

/** A draft that can be sent. */
export type FilledDraft = Draft & { readonly verdict: ReviewVerdict };

const PREFIX = 'strata.review';

/** A reviewer's drafts in the browser's own storage, which outlives pages and outages. Another's are another's. */
export function draftsOf(reviewer: string, storage: Storage = localStorage) {
  const mine = `${PREFIX}.${reviewer}.`;
  return {
    read: (explanation: string): Draft | null => parse(storage.getItem(mine + explanation)),
    write: (draft: Draft): void => storage.setItem(mine + draft.explanation, JSON.stringify(draft)),
    remove: (explanation: string): void => storage.removeItem(mine + explanation),
    /** Those that were sent and not answered. */
    unanswered: (): FilledDraft[] =>
      Array.from({ length: storage.length }, (_, at) => storage.key(at))
        .filter((key): key is string => key?.startsWith(mine) === true)
        .map((key) => parse(storage.getItem(key)))
        .filter((draft): draft is FilledDraft => draft?.isSent === true && draft.verdict !== null),
  };
}

/** An empty draft of an explanation: nothing is chosen before. */
export function emptyDraft(explanation: string): Draft {
  const idempotencyKey = newKey();
  return { explanation, verdict: null, reason: '', betterName: '', idempotencyKey, isSent: false };
}

/** 128 random bits. `randomUUID` is there on secure pages alone. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function parse(text: string | null): Draft | null {
  if (text === null) return null;
  try {
    return JSON.parse(text) as Draft;
  } catch {
    return null;
  }
}
