import type { Words } from '../../i18n/words';
import { Hint } from '../../ui/hint';
import type { TermName } from './terms';

interface TermProps {
  readonly name: TermName;
  readonly words: Words;
  /** Default: the term's own name. */
  readonly text?: string;
}

/** A word of the field with its meaning one hover, tap or key away. */
export function Term({ name, words: { t }, text }: TermProps) {
  const title = t(`glossary.${name}.name`);
  return <Hint text={text ?? title} title={title} meaning={t(`glossary.${name}.meaning`)} />;
}
