'use client';

import { REVIEW_VERDICTS, type ReviewVerdict } from '@strata/domain';
import { useRouter } from 'next/navigation';
import { useEffect, useId, useRef, useState } from 'react';
import type { SentReview } from './judge-action';
import { useJudging } from './use-judging';
import { VerdictKeys } from './verdict-keys';

/** Characters at most, as the API takes them. */
const REASON_MAX = 2_000;
const NAME_MAX = 200;

export interface JudgeWords {
  readonly question: string;
  readonly verdicts: Readonly<Record<ReviewVerdict, string>>;
  readonly keys: string;
  readonly reason: string;
  readonly betterName: string;
  readonly submit: string;
  readonly sending: string;
  readonly away: string;
  readonly choose: string;
  /** By the verdict that was given. */
  readonly stored: Readonly<Record<ReviewVerdict, string>>;
  /** With {outcome}, {reviewers}. */
  readonly others: Readonly<Record<NonNullable<Stored['judgement']>['outcome'], string>>;
}

type Stored = Extract<SentReview, { kind: 'STORED' }>;

interface JudgeFormProps {
  /** Whose drafts are kept. */
  readonly reviewer: string;
  readonly explanation: string;
  /** Whether the keys 1 to 4 choose on the whole page. Default false: where several forms stand, none has them. */
  readonly hasKeys?: boolean;
  readonly words: JudgeWords;
}

/** Says what one thinks of an explanation. Nothing is chosen before; what is written outlives an outage and the page. */
export function JudgeForm({ reviewer, explanation, hasKeys = false, words }: JudgeFormProps) {
  const router = useRouter();
  const id = useId();
  const group = useRef<HTMLFieldSetElement>(null);
  const [last, setLast] = useState<string | null>(null);
  const onStored = (sent: Stored, verdict: ReviewVerdict): void => {
    const { judgement } = sent;
    const others = judgement && judgement.reviewers > 1 ? ` ${words.others[judgement.outcome]}` : '';
    setLast(words.stored[verdict] + others);
    router.refresh();
  };
  const { draft, state, problem, change, submit } = useJudging({ reviewer, explanation, onStored });
  const isShown = useRef(explanation);
  useEffect(() => {
    // The next one has come: read on there.
    if (isShown.current !== explanation) group.current?.focus();
    isShown.current = explanation;
  }, [explanation]);
  const choose = (verdict: ReviewVerdict): void => {
    change({ verdict });
    group.current?.querySelector<HTMLInputElement>(`input[value="${verdict}"]`)?.focus();
  };
  const isOpen = state === 'OPEN' && draft !== null;
  return (
    <form
      className="judge"
      aria-busy={state === 'SENDING'}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {hasKeys && <VerdictKeys onChoose={choose} onSend={submit} />}
      <fieldset ref={group} tabIndex={-1} disabled={!isOpen} aria-describedby={`${id}-keys`}>
        <legend>{words.question}</legend>
        <div className="judge-choices">
          {REVIEW_VERDICTS.map((verdict, at) => (
            <label key={verdict} className="judge-choice" data-verdict={verdict}>
              <input
                type="radio"
                name={`${id}-verdict`}
                value={verdict}
                aria-keyshortcuts={hasKeys ? String(at + 1) : undefined}
                checked={draft?.verdict === verdict}
                onChange={() => change({ verdict })}
              />
              {words.verdicts[verdict]}
              {hasKeys && <kbd>{at + 1}</kbd>}
            </label>
          ))}
        </div>
        {hasKeys && (
          <p id={`${id}-keys`} className="hint-line">
            {words.keys}
          </p>
        )}
        <label className="field" htmlFor={`${id}-reason`}>
          {words.reason}
          <textarea
            id={`${id}-reason`}
            rows={3}
            maxLength={REASON_MAX}
            value={draft?.reason ?? ''}
            onChange={(event) => change({ reason: event.target.value })}
          />
        </label>
        <label className="field" htmlFor={`${id}-name`}>
          {words.betterName}
          <input
            id={`${id}-name`}
            maxLength={NAME_MAX}
            value={draft?.betterName ?? ''}
            autoComplete="off"
            onChange={(event) => change({ betterName: event.target.value })}
          />
        </label>
      </fieldset>
      <button type="submit" className="button button-main" disabled={state === 'SENDING' || draft === null}>
        {state === 'SENDING' ? words.sending : words.submit}
      </button>
      <div role="status" className="judge-status">
        {state === 'AWAY' && <p className="alert">{words.away}</p>}
        {state !== 'AWAY' && last !== null && <p>{last}</p>}
      </div>
      {problem !== null && (
        <p role="alert" className="alert">
          {problem === 'choose' ? words.choose : problem}
        </p>
      )}
    </form>
  );
}
