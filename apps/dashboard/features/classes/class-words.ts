import type { ClassAnalysisFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';

type Cell = ClassAnalysisFragment['predictions'][number];

/** What becomes of a class's images. */
export interface ClassRow {
  readonly name: string;
  readonly images: number;
  readonly right: number;
  /** What the others are taken for, the most frequent first. */
  readonly taken: readonly Cell[];
  readonly carriers: number;
}

/** A row for each class, by name. */
export function classRows({ predictions, ranges }: ClassAnalysisFragment): ClassRow[] {
  return [...new Set(predictions.map(({ className }) => className))].map((name) => {
    const cells = predictions.filter(({ className }) => className === name);
    const others = cells.filter(({ predictedName }) => predictedName !== name);
    return {
      name,
      images: cells.reduce((sum, { imageCount }) => sum + imageCount, 0),
      right: cells.find(({ predictedName }) => predictedName === name)?.imageCount ?? 0,
      taken: others.toSorted((a, b) => b.imageCount - a.imageCount),
      carriers: ranges.filter(({ className, role }) => className === name && role === 'CARRIES').length,
    };
  });
}

/** What classes are taken for, in the order of columns: the classes, then what else is predicted. */
export function predictedNames({ predictions }: ClassAnalysisFragment): string[] {
  const classes = [...new Set(predictions.map(({ className }) => className))];
  const others = predictions.map(({ predictedName }) => predictedName).filter((name) => !classes.includes(name));
  return [...classes, ...new Set(others)];
}

/** An output in words: a class's name, or that it means none. */
export function predictedText(name: string, { t }: Words): string {
  return name === '' ? t('classes.noClass') : name;
}

/** The finding of the page: how many classes are carried by ranges that are known. */
export function classesHeadline(analysis: ClassAnalysisFragment | undefined, { t, count }: Words): string {
  if (!analysis) return t('classes.headline.notAsked');
  const rows = classRows(analysis);
  const carried = rows.filter(({ carriers }) => carriers > 0).length;
  return carried === 0
    ? t('classes.headline.none')
    : t('classes.headline.carried', { carried: count(carried), classes: count(rows.length) });
}

/** The finding of a class's page: how many ranges carry it. */
export function classHeadline({ name, carriers }: ClassRow, { t, count }: Words): string {
  return carriers === 0
    ? t('classes.headline.oneNone', { name })
    : t('classes.headline.one', { name, carriers: count(carriers) });
}
