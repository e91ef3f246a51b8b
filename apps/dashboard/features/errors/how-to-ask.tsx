import { calledAs } from '../../i18n/called-as';
import type { Words } from '../../i18n/words';
import { inShell } from '../version/in-shell';
import { questionName } from './error-sentences';

/** A question about errors, as an address asks it. */
export interface WantedQuestion {
  readonly className: string;
  /** Null: whatever the class is taken for. */
  readonly predictedName: string | null;
}

type Parameter = string | string[] | undefined;

/** The question that an address asks; null where it asks none. */
export function wantedQuestion({
  class: className,
  predicted,
}: {
  readonly class?: Parameter;
  readonly predicted?: Parameter;
}): WantedQuestion | null {
  if (typeof className !== 'string' || className === '') return null;
  return { className, predictedName: typeof predicted === 'string' && predicted !== '' ? predicted : null };
}

/** Whether an answer is to that question. */
export function isSame(
  answer: { readonly className?: string | null | undefined; readonly predictedName?: string | null | undefined },
  { className, predictedName }: WantedQuestion,
): boolean {
  return answer.className === className && (answer.predictedName ?? null) === predictedName;
}

interface HowToAskProps {
  readonly model: string;
  readonly version: string;
  /** Null: about all errors. */
  readonly wanted: WantedQuestion | null;
  readonly words: Words;
}

/** How to ask about a version's errors, where nobody has. */
export function HowToAsk({ model, version, wanted, words }: HowToAskProps) {
  const { t } = words;
  const about = wanted
    ? wanted.predictedName === null
      ? ` --class ${inShell(wanted.className)}`
      : ` --confusion ${inShell(wanted.className)} ${inShell(wanted.predictedName)}`
    : '';
  return (
    <section className="notice errors-how">
      {wanted && <h2>{questionName(wanted, words)}</h2>}
      <p>{t('errors.howTo')}</p>
      <pre>{`${calledAs()} errors --model ${inShell(model)} --version ${inShell(version)}${about}`}</pre>
    </section>
  );
}
