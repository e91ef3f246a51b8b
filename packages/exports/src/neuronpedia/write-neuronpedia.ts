import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { ExportUnit } from '@strata/db';
import { plainLine } from '@strata/domain';
import { type LayerExport, type RangeChoice, type ShownRange, shownRanges } from '../layers/layer-export.ts';
import { millis, runKey } from '../layers/run-facts.ts';
import { slug } from '../text/slug.ts';

/** Lines of a batch: Neuronpedia's importer holds a batch in memory. */
const LINES_MAX = 5_000;

export interface NeuronpediaOptions {
  readonly range: RangeChoice;
  /** A user of the server that the files are imported by. */
  readonly creator: string;
}

/** What all lines of a source say alike. */
interface Source {
  readonly modelId: string;
  readonly layer: string;
  readonly sourceSet: string;
  readonly createdAt: string;
  readonly key: string;
  readonly creator: string;
}

/**
 * Writes layers as Neuronpedia's export, `MODEL/LAYER-SOURCESET/…` each: features, activations and explanations as batches of
 * JSON lines. All lines of a batch have the same keys, since the first decides which columns are read.
 * @returns the sources' folders
 */
export async function writeNeuronpedia(
  folder: string,
  layers: AsyncIterable<LayerExport>,
  { range, creator }: NeuronpediaOptions,
): Promise<string[]> {
  const written: string[] = [];
  for await (const layer of layers) {
    const { run } = layer;
    const sourceSet = `strata-${slug(run.dataset)}`;
    const source: Source = {
      modelId: slug(`${run.model} ${run.version}`),
      layer: `${written.length}-${sourceSet}`,
      sourceSet,
      createdAt: new Date(millis(run.startedAt)).toISOString(),
      key: runKey(run),
      creator,
    };
    const place = join(folder, source.modelId, source.layer);
    await mkdir(place, { recursive: true });
    await writeHeads(place, { layer, source, layers: written.length + 1 });
    await writeBatches(join(place, 'features'), featureLines(layer, source));
    await writeBatches(join(place, 'activations'), activationLines(layer, { source, range }));
    await writeBatches(join(place, 'explanations'), explanationLines(layer, { source, range }));
    written.push(join(source.modelId, source.layer));
  }
  return written;
}

async function writeHeads(
  folder: string,
  { layer: { run }, source, layers }: { readonly layer: LayerExport; readonly source: Source; readonly layers: number },
): Promise<void> {
  const { modelId, sourceSet, createdAt, creator: creatorId } = source;
  const [visibility, creatorName] = ['PRIVATE', 'Strata'] as const;
  const displayName = plainLine(`${run.model} ${run.version}`);
  const description = plainLine(`${run.layer}, ${run.dataset}`);
  const sizes = { layers, neuronsPerLayer: run.unitCount, owner: creatorName, instruct: false };
  const heads = {
    release: {
      ...{ name: sourceSet, description, descriptionShort: description.slice(0, 60), urls: [] },
      ...{ creatorNameShort: creatorName, creatorName, creatorId, createdAt, visibility },
    },
    model: {
      ...{ id: modelId, displayNameShort: displayName, displayName, creatorId },
      ...sizes,
      ...{ visibility, createdAt, updatedAt: createdAt },
    },
    sourceset: {
      modelId,
      name: sourceSet,
      creatorId,
      creatorName,
      releaseName: sourceSet,
      description,
      visibility,
      createdAt,
    },
    source: {
      ...{ modelId, setName: sourceSet, id: source.layer, creatorId, visibility },
      ...{ dataset: plainLine(run.dataset), num_prompts: run.images },
    },
  };
  for (const [name, head] of Object.entries(heads)) {
    await writeFile(join(folder, `${name}.jsonl`), `${JSON.stringify(head)}\n`, { flag: 'wx' });
  }
}

async function* featureLines({ units }: LayerExport, source: Source): AsyncGenerator<object> {
  for await (const unit of units()) yield feature(unit, source);
}

function feature({ unit, maximum, zeroShare }: ExportUnit, { modelId, layer, sourceSet, creator, createdAt }: Source) {
  return {
    modelId,
    layer,
    index: String(unit),
    sourceSetName: sourceSet,
    creatorId: creator,
    maxActApprox: maximum ?? 0,
    frac_nonzero: zeroShare === null ? 0 : 1 - zeroShare,
    createdAt,
  };
}

/** Neuronpedia has no place for images: their names stand as tokens, with the pixels that the neuron fires at as values. */
async function* activationLines(layer: LayerExport, { source, range }: Asked): AsyncGenerator<object> {
  for await (const { explanation, images } of shownRanges(layer, range)) {
    if (images.length === 0) continue;
    const values = images.map(({ bitmapPixels }) => bitmapPixels);
    const maxValue = Math.max(...values);
    yield {
      id: `strata-${source.key}-a-${explanation.unit}`,
      modelId: source.modelId,
      layer: source.layer,
      index: String(explanation.unit),
      creatorId: source.creator,
      dataSource: plainLine(layer.run.dataset),
      dataIndex: '0',
      tokens: images.map(({ image }) => plainLine(image)),
      values,
      maxValue,
      maxValueTokenIndex: values.indexOf(maxValue),
      minValue: Math.min(...values),
      createdAt: source.createdAt,
    };
  }
}

interface Asked {
  readonly source: Source;
  readonly range: RangeChoice;
}

async function* explanationLines(layer: LayerExport, { source, range }: Asked): AsyncGenerator<object> {
  for await (const { explanation } of shownRanges(layer, range)) {
    if (explanation.formula !== null) yield explanationLine({ explanation }, source);
  }
}

function explanationLine({ explanation: found }: Pick<ShownRange, 'explanation'>, source: Source) {
  const { createdAt } = source;
  const grade = found.grade === null ? '' : `, ${found.grade.toLowerCase()}`;
  return {
    id: `strata-${source.key}-e-${found.unit}`,
    modelId: source.modelId,
    layer: source.layer,
    index: String(found.unit),
    description: plainLine(found.formula ?? ''),
    authorId: source.creator,
    typeName: null,
    explanationModelName: null,
    notes: `range ${found.range}, IoU ${found.iou}${grade}`,
    scoreV2: found.iou,
    createdAt,
    updatedAt: createdAt,
  };
}

/** `batch-0.jsonl.gz` and on; no file where there is no line. */
async function writeBatches(folder: string, lines: AsyncGenerator<object>): Promise<void> {
  await mkdir(folder);
  let next = await lines.next();
  for (let batch = 0; !next.done; batch += 1) {
    const some = async function* () {
      for (let count = 0; !next.done && count < LINES_MAX; count += 1, next = await lines.next()) {
        yield `${JSON.stringify(next.value)}\n`;
      }
    };
    const file = createWriteStream(join(folder, `batch-${batch}.jsonl.gz`), { flags: 'wx' });
    await pipeline(Readable.from(some()), createGzip(), file);
  }
}
