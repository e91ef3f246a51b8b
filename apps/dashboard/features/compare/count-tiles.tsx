import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { type CompareAddress, comparePath, type StatusParameter } from './compare-address';
import { hasClasses } from './has-classes';
import type { Comparison } from './read-compare-page';

interface CountTilesProps {
  readonly model: string;
  readonly address: CompareAddress;
  readonly comparison: Comparison;
  readonly words: Words;
}

/** The counts on top; each shows its ranges, and the chosen one lets them go. */
export function CountTiles({ model, address, comparison, words }: CountTilesProps) {
  const { t, count, percent } = words;
  const { n, inBoth, same, changed, appeared, disappeared, newlySpecialized, lostSpecialization } = comparison.summary;
  const free = { status: null, special: null };
  const byStatus = (status: StatusParameter) => ({
    chosen: address.status === status,
    change: address.status === status ? free : { ...free, status },
  });
  const bySpecial = (special: 'gained' | 'lost') => ({
    chosen: address.special === special,
    change: address.special === special ? free : { ...free, special },
  });
  // What stayed or changed is a share of the ranges that both have, as in the sentence; what came or went, of all.
  const tiles = [
    { name: t('compare.status.SAME'), sign: '=', value: same, of: inBoth, ...byStatus('unchanged') },
    { name: t('compare.status.CHANGED'), sign: '≠', value: changed, of: inBoth, ...byStatus('changed') },
    { name: t('compare.status.APPEARED'), sign: '+', value: appeared, of: n, ...byStatus('appeared') },
    { name: t('compare.status.DISAPPEARED'), sign: '−', value: disappeared, of: n, ...byStatus('disappeared') },
    ...(hasClasses(comparison)
      ? [
          {
            name: t('compare.special.NEWLY_SPECIALIZED'),
            sign: '▲',
            value: newlySpecialized,
            of: inBoth,
            ...bySpecial('gained'),
          },
          {
            name: t('compare.special.LOST_SPECIALIZATION'),
            sign: '▽',
            value: lostSpecialization,
            of: inBoth,
            ...bySpecial('lost'),
          },
        ]
      : []),
  ];
  return (
    <ul className="tiles" aria-label={t('compare.counts')}>
      {tiles.map(({ name, sign, value, of, chosen, change }) => {
        const inside = (
          <>
            <span className="tile-name">
              <span aria-hidden="true" className="tile-sign">
                {sign}
              </span>{' '}
              {name}
            </span>
            <strong>{count(value)}</strong>
            <span className="tile-share">{percent(of === 0 ? 0 : value / of)}</span>
          </>
        );
        return (
          <li key={name}>
            {value === 0 && !chosen ? (
              <span className="tile tile-empty">{inside}</span>
            ) : (
              <TextLink
                className="tile"
                href={`${comparePath(model, address, change)}#rows`}
                aria-current={chosen ? 'true' : undefined}
              >
                {inside}
              </TextLink>
            )}
          </li>
        );
      })}
    </ul>
  );
}
