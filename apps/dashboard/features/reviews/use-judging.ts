'use client';

import type { ReviewVerdict } from '@strata/domain';
import { useEffect, useRef, useState } from 'react';
import { type Draft, draftsOf, emptyDraft, type FilledDraft } from './drafts';
import { type SentReview, sendReview } from './judge-action';

/** How soon a review that is not known to be stored is sent again. */
const AGAIN_MS = 3_000;

interface JudgingOptions {
  readonly reviewer: string;
  readonly explanation: string;
  /** The review of this explanation is stored. */
  readonly onStored: (sent: Extract<SentReview, { kind: 'STORED' }>, verdict: ReviewVerdict) => void;
}

/** AWAY: it was sent, but is not known to be stored, and is sent again. */
export type JudgingState = 'OPEN' | 'SENDING' | 'AWAY';

/**
 * A review as it is written: kept in the browser with every letter, sent until an answer comes, always with the same key. It
 * also sends what an earlier page left without an answer.
 */
export function useJudging({ reviewer, explanation, onStored }: JudgingOptions) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [state, setState] = useState<JudgingState>('OPEN');
  /** Words of the API, or `choose`. */
  const [problem, setProblem] = useState<string | null>(null);
  const isBusy = useRef(false);

  const deliver = async (filled: FilledDraft): Promise<void> => {
    const isShown = filled.explanation === explanation;
    isBusy.current = true;
    if (isShown) setState('SENDING');
    // The page's own server may be away, too.
    const sent = await sendReview(withoutState(filled)).catch((): SentReview => ({ kind: 'AWAY' }));
    isBusy.current = false;
    if (sent.kind === 'STORED') draftsOf(reviewer).remove(filled.explanation);
    if (sent.kind === 'REFUSED') draftsOf(reviewer).write({ ...filled, isSent: false });
    if (!isShown) return;
    setState(sent.kind === 'AWAY' ? 'AWAY' : 'OPEN');
    if (sent.kind === 'REFUSED') setProblem(sent.message);
    if (sent.kind === 'STORED') onStored(sent, filled.verdict);
  };
  const newest = useRef(deliver);
  useEffect(() => {
    newest.current = deliver;
  });

  // The storage is the browser's: a page made on the server has no draft yet.
  useEffect(() => {
    const kept = draftsOf(reviewer).read(explanation) ?? emptyDraft(explanation);
    setDraft(kept);
    setState(kept.isSent ? 'AWAY' : 'OPEN');
    setProblem(null);
  }, [reviewer, explanation]);

  useEffect(() => {
    const again = async (): Promise<void> => {
      for (const one of draftsOf(reviewer).unanswered()) if (!isBusy.current) await newest.current(one);
    };
    const timer = window.setInterval(again, AGAIN_MS);
    return () => window.clearInterval(timer);
  }, [reviewer]);

  const keep = (next: Draft): void => {
    draftsOf(reviewer).write(next);
    setDraft(next);
    setProblem(null);
  };
  const change = (part: Partial<Pick<Draft, 'verdict' | 'reason' | 'betterName'>>): void => {
    if (draft && state === 'OPEN') keep({ ...draft, ...part });
  };
  const submit = (): void => {
    if (!draft || isBusy.current) return;
    if (!isFilled(draft)) {
      setProblem('choose');
      return;
    }
    const sent = { ...draft, isSent: true };
    keep(sent);
    void deliver(sent);
  };
  return { draft, state, problem, change, submit };
}

function isFilled(draft: Draft): draft is FilledDraft {
  return draft.verdict !== null;
}

function withoutState({ isSent: _, ...review }: FilledDraft) {
  return review;
}
