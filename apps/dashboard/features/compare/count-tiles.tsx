import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { type CompareAddress, comparePath, type StatusParameter } from './compare-address';
import { hasClasses } from './has-classes';
import type { Comparison } from './read-compare-page';
import { statusName } from './status-name';

interface CountTilesProps {
  readonly model: string;
  readonly address: CompareAddress;
  readonly comparison: Comparison;
  readonly words: Words;
}

type Counts = Pick<
  Comparison['summary'],
  'same' | 'reworded' | 'shifted' | 'newMeaning' | 'notComputed' | 'meaningChanged'
>;

/** What became of the meaning, the least change first. */
const CLASSES: readonly { status: StatusParameter; sign: string; count: (counts: Counts) => number }[] = [
  { status: 'same', sign: '=', count: ({ same }) => same },
  { status: 'reworded', sign: '≈', count: ({ reworded }) => reworded },
  { status: 'shifted', sign: '~', count: ({ shifted }) => shifted },
  { status: 'newMeaning', sign: '≠', count: ({ newMeaning }) => newMeaning },
  { status: 'surely', sign: '!', count: ({ meaningChanged }) => meaningChanged },
  { status: 'notComputed', sign: '?', count: ({ notComputed }) => notComputed },
];

/** The counts on top; each shows its ranges, and the chosen one lets them go. */
export function CountTiles({ model, address, comparison, words }: CountTilesProps) {
  const { t, count, percent } = words;
  const { n, inBoth, appeared, disappeared, newlySpecialized, lostSpecialization, ...counts } = comparison.summary;
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
    ...CLASSES.flatMap(({ status, sign, count: value }) =>
      status === 'notComputed' && value(counts) === 0
        ? []
        : [{ name: statusName(status, words), sign, value: value(counts), of: inBoth, ...byStatus(status) }],
    ),
    { name: statusName('appeared', words), sign: '+', value: appeared, of: n, ...byStatus('appeared') },
    { name: statusName('disappeared', words), sign: '−', value: disappeared, of: n, ...byStatus('disappeared') },
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
