import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ExplainConfig } from '@strata/compute';
import { importanceDifference } from '@strata/db';
import { StrataError } from '@strata/domain';
import { writeWhole } from '@strata/files';
import type { Preprocessing } from '@strata/onnx';
import type { CellIndex } from '@strata/probe';
import type { LayerImportance, LayerZeros, MeasureTimings, ReportedUnit } from '@strata/runs';
import { evidenceFields } from './evidence-fields.ts';

export interface ReportHead {
  readonly index: CellIndex;
  readonly config: ExplainConfig;
  /** How images became the model's input; null for activations handed in: not known. */
  readonly preprocessing: Preprocessing | null;
  /** Stages in milliseconds; ranges, hits, search, samples and store are summed over what waits or works at once, the others are elapsed time. */
  readonly timingsMs: Readonly<
    Record<'index' | 'activations' | 'ranges' | 'hits' | 'search' | 'evidence' | 'samples' | 'store' | 'total', number>
  > &
    MeasureTimings;
  readonly layerImportance: readonly LayerImportance[];
  readonly zeros: LayerZeros;
}

/**
 * Makes sure that a report can be written, before the work that it reports.
 * @throws StrataError when the folder is missing or closed, or the path names a folder, device or pipe
 */
export async function requireWritable(path: string): Promise<void> {
  try {
    await access(dirname(path), constants.W_OK);
    const status = await stat(path).catch(() => null);
    if (status?.isDirectory()) throw new Error('it is a folder');
    // The report takes the name of what is there: a device or pipe would be lost.
    if (status && !status.isFile()) throw new Error('it is no regular file');
  } catch (cause) {
    throw notWritable(path, cause);
  }
}

/**
 * Writes the report as JSON, unit by unit, whole or not at all.
 * @throws StrataError when the file can't be written.
 */
export async function writeReport(path: string, head: ReportHead, units: AsyncIterable<ReportedUnit>): Promise<void> {
  try {
    await writeWhole(path, (temporary) => writeUnits(temporary, head, units));
  } catch (cause) {
    throw cause instanceof StrataError ? cause : notWritable(path, cause);
  }
}

async function writeUnits(path: string, head: ReportHead, units: AsyncIterable<ReportedUnit>): Promise<void> {
  const file = await open(path, 'wx');
  try {
    // The list is the last member, left open for the units to come.
    await file.write(`${JSON.stringify(reportHead(head), null, 2).slice(0, -2)},\n  "explanations": [`);
    let separator = '\n    ';
    for await (const unit of units) {
      for (const row of explanationRows(unit)) {
        await file.write(separator + JSON.stringify(row));
        separator = ',\n    ';
      }
    }
    await file.write('\n  ]\n}\n');
    await file.sync();
  } finally {
    await file.close();
  }
}

function notWritable(path: string, cause: unknown): StrataError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new StrataError(
    'BAD_CONFIG',
    `--json ${path} can't be written: ${why}. Name a file in a folder you may write.`,
    {
      cause,
      context: { file: path },
    },
  );
}

function reportHead({ index, config, preprocessing, timingsMs, layerImportance, zeros }: ReportHead) {
  return {
    version: 1,
    config: { ...config, ranges: config.ranges && Object.fromEntries(config.ranges) },
    preprocessing,
    probe: {
      samples: index.sampleCount,
      maskShape: [index.maskShape.height, index.maskShape.width],
      concepts: index.conceptCount,
      cells: index.cellCount,
      sha256: index.sha256,
    },
    zeros,
    timingsMs,
    // maxRSS is in kilobytes.
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
    rangeImportance: layerImportance.map((range) => ({ ...range, difference: importanceDifference(range) })),
  };
}

function explanationRows({ unit, cells, ranges }: ReportedUnit) {
  return ranges.map(({ explanation, importance, bitmapPixels, labelledPixels, ...range }) => ({
    unit,
    clusterIndex: range.clusterIndex,
    lower: range.lower,
    upper: range.upper,
    includesLower: range.includesLower,
    bitmapPixels,
    labelledPixels,
    labelledShare: labelledPixels === null || bitmapPixels === 0 ? null : labelledPixels / bitmapPixels,
    support: range.support,
    outcome: range.outcome,
    unitCells: cells,
    formula: explanation?.formula ?? null,
    concepts: explanation?.concepts ?? [],
    length: explanation?.length ?? 0,
    iou: explanation?.iou ?? 0,
    intersection: explanation?.intersection ?? 0,
    union: explanation?.union ?? bitmapPixels,
    chance: explanation?.chance ?? 0,
    lift: explanation?.lift ?? null,
    visited: explanation?.visited ?? 0,
    bound: explanation?.bound ?? null,
    gap: explanation?.gap ?? null,
    metrics: explanation?.metrics ?? null,
    ...evidenceFields(explanation),
    specialization: explanation?.specialization ?? null,
    specifications: explanation?.specifications ?? null,
    importance: importance && { ...importance, difference: importanceDifference(importance) },
  }));
}
