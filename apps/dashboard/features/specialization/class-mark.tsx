import type { Specialization } from '@strata/domain';
import { ClassSwatch } from '../../charts/class-swatch';
import type { Words } from '../../i18n/words';

interface ClassMarkProps {
  readonly specialization: Specialization;
  readonly words: Words;
  /** The word is only read out; for where words would crowd. Default no. */
  readonly quiet?: boolean;
}

/** A class by pattern, colour and word. */
export function ClassMark({ specialization, words: { t }, quiet = false }: ClassMarkProps) {
  const word = t(`class.${specialization}`);
  return (
    <span className="class-mark" title={quiet ? word : undefined}>
      <ClassSwatch specialization={specialization} />
      <span className={quiet ? 'sr-only' : undefined}>{word}</span>
    </span>
  );
}
