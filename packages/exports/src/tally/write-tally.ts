import type { ExportExplanation } from '@strata/db';
import { conceptsOf, parseFormula, plainLine } from '@strata/domain';
import type { TextFile } from '../files/text-file.ts';
import { chosenRanges, type LayerExport, type RangeChoice } from '../layers/layer-export.ts';
import { csvLine } from '../text/csv-line.ts';

/** NetDissect's own, in its order. */
const CATEGORIES = ['object', 'scene', 'part', 'material', 'texture', 'color'] as const;
type TallyCategory = (typeof CATEGORIES)[number];

/** What NetDissect-Lite's bar graph counts from; it fails where no unit reaches it. */
const DRAWN_FROM = 0.04;

/**
 * Writes a layer as NetDissect's `tally.csv`: its explained neurons, counted from 1, the best first. A formula counts under
 * the category of its first concept.
 * @returns whether the bar graph of NetDissect-Lite has anything to draw
 */
export async function writeTally(file: TextFile, layer: LayerExport, range: RangeChoice): Promise<boolean> {
  const categories = new Map<string, string>();
  for await (const { name, category } of layer.concepts()) categories.set(name, category);
  const found: Explained[] = [];
  for await (const one of chosenRanges(layer, range)) if (isExplained(one)) found.push(one);
  found.sort((a, b) => b.iou - a.iou || a.unit - b.unit);
  const columns = CATEGORIES.flatMap((category) =>
    ['label', 'truth', 'activation', 'intersect', 'iou'].map((column) => `${category}-${column}`),
  );
  await file.add(csvLine(['unit', 'category', 'label', 'score', ...columns]));
  for (const one of found) await file.add(csvLine(cellsOf(one, categoryOf(one.formula, categories))));
  return (found[0]?.iou ?? 0) >= DRAWN_FROM;
}

interface Explained extends ExportExplanation {
  readonly formula: string;
  readonly iou: number;
}

function isExplained(one: ExportExplanation): one is Explained {
  return one.formula !== null && one.iou !== null;
}

function cellsOf(one: Explained, own: TallyCategory): (string | number)[] {
  const label = labelOf(one.formula);
  return [
    one.unit + 1,
    own,
    label,
    one.iou,
    ...CATEGORIES.flatMap((category) =>
      category === own
        ? [label, one.formulaPixels ?? 0, one.bitmapPixels, one.intersection ?? 0, one.iou]
        : ['', 0, 0, 0, 0],
    ),
  ];
}

/** The report shows `_` as a blank, drops a final `-s` or `-c`, and fails on what it takes for a number. */
function labelOf(formula: string): string {
  const label = plainLine(formula).replaceAll('_', ' ');
  const isMisread = /-[sc]$/u.test(label) || /^-?[\d.]+(?:e[+=]\d+)?$/u.test(label);
  return isMisread ? `(${label})` : label;
}

function categoryOf(formula: string, categories: ReadonlyMap<string, string>): TallyCategory {
  const [first] = conceptsOf(parseFormula(formula));
  const category = categories.get(first?.name ?? '');
  return CATEGORIES.find((known) => known === category) ?? 'object';
}
