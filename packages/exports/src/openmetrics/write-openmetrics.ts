import { plainLine } from '@strata/domain';
import type { TextFile } from '../files/text-file.ts';
import { chosenRanges, type LayerExport, type RangeChoice } from '../layers/layer-export.ts';
import { type LayerSummary, summarizeLayer } from '../layers/layer-summary.ts';

type Labels = Readonly<Record<string, string | number>>;

/** A family of gauges. OpenMetrics has a family's samples in one piece, so that each goes through the layers by itself. */
interface Family {
  readonly name: string;
  /** Stands at the end of the name. */
  readonly unit?: string;
  readonly help: string;
  readonly samples: (layers: () => AsyncIterable<LayerExport>, range: RangeChoice) => AsyncIterable<[Labels, number]>;
}

const FAMILIES: readonly Family[] = [
  perUnit('strata_unit_iou_ratio', 'iou', 'IoU of the neuron’s formula; no sample where it has none.'),
  perUnit('strata_unit_held_out_iou_ratio', 'heldOutIou', 'The same on images that did not choose the formula.'),
  perUnit('strata_unit_times_shuffled_ratio', 'timesShuffled', 'Held-out IoU over that of shuffled images.'),
  {
    name: 'strata_units',
    help: 'Neurons of the layer by what came of them.',
    samples: (layers, range) =>
      ofLayers(layers, range, ({ unitsExplained, unitsUnexplained }) => [
        [{ state: 'explained' }, unitsExplained],
        [{ state: 'unexplained' }, unitsUnexplained],
      ]),
  },
  perLayer('strata_units_clear', 'unitsClear', 'Neurons whose explanation is clear; no sample where none is graded.'),
  perLayer('strata_units_specialized', 'unitsSpecialized', 'Neurons whose explanation is specialized.'),
  perLayer('strata_layer_iou_ratio', 'meanIou', 'Mean IoU over the layer’s neurons.'),
  perLayer('strata_layer_times_shuffled_ratio', 'timesShuffled', 'Mean held-out IoU over mean shuffled IoU.'),
];

/**
 * Writes layers as OpenMetrics text, gauges alone: no format that Prometheus reads, too, has another counter. A family without
 * a sample is left out.
 * @param layers gone through once for each family
 */
export async function writeOpenmetrics(
  file: TextFile,
  layers: () => AsyncIterable<LayerExport>,
  range: RangeChoice,
): Promise<void> {
  for (const { name, help, samples } of FAMILIES) {
    let isFirst = true;
    for await (const [labels, value] of samples(layers, range)) {
      if (isFirst) await file.add(head(name, help));
      isFirst = false;
      await file.add(`${name}{${labelText(labels)}} ${value}\n`);
    }
  }
  await file.add('# EOF\n');
}

function head(name: string, help: string): string {
  const unit = name.endsWith('_ratio') ? `# UNIT ${name} ratio\n` : '';
  return `# HELP ${name} ${escaped(help)}\n# TYPE ${name} gauge\n${unit}`;
}

function perUnit(name: string, key: 'iou' | 'heldOutIou' | 'timesShuffled', help: string): Family {
  return {
    name,
    help,
    samples: async function* (layers, range) {
      for await (const layer of layers()) {
        for await (const one of chosenRanges(layer, range)) {
          const labels = { ...layerLabels(layer), unit: one.unit, range: one.range, formula: one.formula ?? '' };
          const value = one[key];
          if (value !== null) yield [labels, value];
        }
      }
    },
  };
}

function perLayer(name: string, key: Exclude<keyof LayerSummary, 'meanHeldOutIou'>, help: string): Family {
  return {
    name,
    help,
    samples: (layers, range) => ofLayers(layers, range, ({ [key]: value }) => (value === null ? [] : [[{}, value]])),
  };
}

async function* ofLayers(
  layers: () => AsyncIterable<LayerExport>,
  range: RangeChoice,
  values: (summary: LayerSummary) => readonly [Labels, number][],
): AsyncGenerator<[Labels, number]> {
  for await (const layer of layers()) {
    for (const [labels, value] of values(await summarizeLayer(layer, range))) {
      yield [{ ...layerLabels(layer), ...labels }, value];
    }
  }
}

function layerLabels({ run: { model, version, layer } }: LayerExport): Labels {
  return { model, version, layer };
}

function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(plainLine(String(value)))}"`)
    .join(',');
}

function escaped(text: string): string {
  return text.replace(/[\\"\n]/gu, (sign) => (sign === '\n' ? '\\n' : `\\${sign}`));
}
