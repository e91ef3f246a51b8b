import type { Words } from '../../i18n/words';
import { formulaParts } from './formula-sentence';

/** A formula in the reader's language without any dress, for pictures that hold only text. */
export function formulaPlain(text: string, { t, locale }: Words): string {
  const parts = formulaParts(text).map((part) => {
    if (part.kind === 'open') return '(';
    if (part.kind === 'close') return ')';
    if (part.kind === 'operator') return t(`formula.${part.operator}`);
    if (!part.negated) return part.name;
    return (locale === 'ja' ? [part.name, t('formula.not')] : [t('formula.not'), part.name]).join(' ');
  });
  return parts.join(' ').replaceAll('( ', '(').replaceAll(' )', ')');
}
