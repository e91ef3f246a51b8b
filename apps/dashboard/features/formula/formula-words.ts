import type { Words } from '../../i18n/words';
import { formulaParts } from './formula-sentence';

/** A formula in plain words, for titles and alternatives: "sea and sunset and not sky". */
export function formulaWords(text: string, { t, locale }: Words): string {
  const space = locale === 'ja' ? '' : ' ';
  return formulaParts(text)
    .map((part) => {
      if (part.kind === 'concept') return part.negated ? t('formula.negated', { name: part.name }) : part.name;
      if (part.kind === 'operator') return `${space}${t(`formula.${part.operator}`)}${space}`;
      return part.kind === 'open' ? '(' : ')';
    })
    .join('')
    .trim();
}
