import type { DataTable } from '../../charts/csv';
import type { CollectionFragment, CollectionPairFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';

type Pair = Pick<CollectionPairFragment, 'first' | 'firstKind' | 'second' | 'secondKind'>;

/** A pair as people say it: `boat with noon`. */
export function pairName({ first, firstKind, second, secondKind }: Pair, { t }: Words): string {
  const term = (name: string, kind: Pair['firstKind']): string =>
    kind === 'CLASS' ? t('collect.classTerm', { name }) : name;
  return t('collect.pair', { first: term(first, firstKind), second: term(second, secondKind) });
}

/** The finding of what to collect. */
export function collectHeadline({ errorsNeeded, pairs }: CollectionFragment, words: Words): string {
  const { t } = words;
  if (errorsNeeded !== null) return t('collect.headline.tooFew');
  const [first] = pairs;
  return first?.verdict === 'COLLECT'
    ? t('collect.headline.first', { pair: pairName(first, words) })
    : t('collect.headline.nothing');
}

/** How many errors a hundred new images are expected to mend; a dash where nothing can be told. */
export function mendedText(
  { mended, mendedLower, mendedUpper, curve }: CollectionPairFragment,
  { t, quantity }: Words,
): string {
  if (curve.length === 0) return '–';
  return t('collect.interval', { value: quantity(mended), lower: quantity(mendedLower), upper: quantity(mendedUpper) });
}

/** The list for annotators: a pair a line, with the names of images that show it and of images that show one alone. */
export function collectTable({ pairs, dataCount }: CollectionFragment): DataTable {
  const keys = (pair: CollectionPairFragment, role: string): string =>
    pair.samples.flatMap((shown) => (shown.role === role ? [shown.sample.key] : [])).join(' ; ');
  const columns = [
    ...['position', 'verdict', 'first', 'firstKind', 'second', 'secondKind', 'imagesInData', 'dataImages', 'images'],
    ...['imagesWrong', 'mendedPer100', 'mendedLower', 'mendedUpper', 'q', 'examples', 'counterExamples'],
  ];
  const rows = pairs.map((pair) => {
    const known = pair.curve.length > 0;
    const numbers = [pair.mended, pair.mendedLower, pair.mendedUpper, pair.q].map((value) => (known ? value : null));
    return [
      ...[pair.position, pair.verdict, pair.first, pair.firstKind, pair.second, pair.secondKind],
      ...[pair.dataCount, dataCount, pair.selectedCount, pair.selectedWrong],
      ...numbers,
      ...[keys(pair, 'EXAMPLE'), keys(pair, 'COUNTER_EXAMPLE')],
    ];
  });
  return { columns, rows };
}
