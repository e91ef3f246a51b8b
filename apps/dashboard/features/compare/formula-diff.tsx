import type { Words } from '../../i18n/words';
import { ConceptChip } from '../formula/concept-chip';
import type { ComparedRow } from './read-compare-page';

const PARTS = [
  { name: 'removed', sign: '−' },
  { name: 'added', sign: '+' },
  { name: 'kept', sign: '=' },
] as const;

/** What has become of a formula's concepts, by mark and word: gone, new, kept. */
export function FormulaDiff({ row: { diff, status }, words }: { row: ComparedRow; words: Words }) {
  const { t } = words;
  if (status !== 'CHANGED') return null;
  const rejoined = diff.added.length === 0 && diff.removed.length === 0;
  return (
    <dl className="formula-diff">
      {rejoined && (
        <div>
          <dt>{t('compare.diff.rejoined')}</dt>
        </div>
      )}
      {PARTS.map(({ name, sign }) =>
        diff[name].length === 0 ? null : (
          <div key={name} data-part={name}>
            <dt>
              <span aria-hidden="true" className="diff-sign">
                {sign}
              </span>
              {t(`compare.diff.${name}`)}
            </dt>
            {diff[name].map(({ negated, concept }) => (
              <dd key={`${negated} ${concept.name}`}>
                <ConceptChip {...concept} negated={negated} words={words} />
              </dd>
            ))}
          </div>
        ),
      )}
    </dl>
  );
}
