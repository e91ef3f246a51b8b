import type { ExportExplanation, ExportRun } from '@strata/db';
import { plainLine } from '@strata/domain';
import type { TextFile } from '../files/text-file.ts';
import { chosenRanges, type LayerExport, type RangeChoice } from '../layers/layer-export.ts';
import { LayerTally } from '../layers/layer-summary.ts';
import { summaryValues } from '../mlflow/mlflow-run.ts';
import { yamlNumber, yamlText } from '../text/yaml-text.ts';

/** Neurons that a layer is shown by: a card is read by people. */
const NEURONS_MAX = 50;

export interface ModelCardOptions {
  readonly range: RangeChoice;
  /** Where people find the whole; null: nowhere. */
  readonly url: string | null;
}

interface MetricLine {
  readonly type: string;
  readonly value: number;
  readonly name: string;
}

/**
 * Writes a Hugging Face model card whose `model-index` has the layers' means and their best neurons. Layers that rest on one
 * dataset are one result: two of the same task and dataset are one when the card is saved again.
 * @returns neurons that have no room in it
 */
export async function writeModelCard(
  file: TextFile,
  layers: AsyncIterable<LayerExport>,
  { range, url }: ModelCardOptions,
): Promise<number> {
  const results = new Map<string, { run: ExportRun; metrics: MetricLine[] }>();
  const lines: string[] = [];
  let left = 0;
  for await (const layer of layers) {
    const { run } = layer;
    const result = results.get(run.datasetSha256) ?? { run, metrics: [] };
    results.set(run.datasetSha256, result);
    const { means, best, total } = await sumUp(layer, range);
    left += total - best.length;
    for (const [type, value] of means) result.metrics.push({ type, value, name: `${run.layer}: ${type}` });
    for (const { unit, formula, iou } of best) {
      result.metrics.push({ type: 'iou', value: iou ?? 0, name: `${run.layer}/${unit}: ${formula}` });
    }
    lines.push(`- ${markdown(run.layer)}: ${best.length} of ${total} explained neurons, over ${markdown(run.dataset)}`);
  }
  const [first] = results.values();
  if (!first) return 0;
  await file.add('---\ntags:\n  - neuron-explanation\n  - strata\nmodel-index:\n');
  await file.add(`  - name: ${yamlText(first.run.model)}\n    results:\n`);
  for (const { run, metrics } of results.values()) await file.add(resultText(run, { metrics, url }));
  await file.add(`---\n\n# ${markdown(first.run.model)} ${markdown(first.run.version)}\n\n`);
  await file.add(
    `What neurons overlap best with, as formulas over concepts, found by Strata.\n\n${lines.join('\n')}\n`,
  );
  return left;
}

/** A layer's numbers, and the neurons with the highest IoU. */
async function sumUp(layer: LayerExport, range: RangeChoice) {
  const tally = new LayerTally(layer.run);
  let [best, total]: [ExportExplanation[], number] = [[], 0];
  for await (const one of chosenRanges(layer, range)) {
    tally.add(one);
    if (one.iou === null) continue;
    total += 1;
    best.push(one);
    if (best.length > 2 * NEURONS_MAX) best = bestOf(best);
  }
  return { means: summaryValues(tally.summary()), best: bestOf(best), total };
}

function bestOf(some: readonly ExportExplanation[]): ExportExplanation[] {
  return some.toSorted((a, b) => (b.iou ?? 0) - (a.iou ?? 0) || a.unit - b.unit).slice(0, NEURONS_MAX);
}

function resultText(
  run: ExportRun,
  { metrics, url }: { readonly metrics: readonly MetricLine[]; readonly url: string | null },
): string {
  const indent = (depth: number, lines: readonly string[]) =>
    lines.map((line) => `${' '.repeat(depth)}${line}\n`).join('');
  return [
    indent(6, ['- task:', '    type: image-classification', '    name: Neuron explanation', '  dataset:']),
    indent(10, [`type: ${yamlText(run.dataset)}`, `name: ${yamlText(run.dataset)}`]),
    indent(10, [`revision: ${yamlText(run.datasetSha256.slice(0, 12))}`]),
    indent(8, ['metrics:']),
    ...metrics.map(({ type, value, name }) =>
      indent(10, [`- type: ${type}`, `  value: ${yamlNumber(value)}`, `  name: ${yamlText(name)}`]),
    ),
    // A name without an address is refused.
    url === null ? '' : indent(8, ['source:', '  name: Strata', `  url: ${yamlText(url)}`]),
  ].join('');
}

function markdown(text: string): string {
  return plainLine(text).replaceAll(/[\\|<>`*_[\]#]/gu, (sign) => `\\${sign}`);
}
