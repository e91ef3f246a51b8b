import { rename, writeFile } from 'node:fs/promises';
import type { ExplainConfig, UnitResult } from '@strata/compute';
import { StrataError } from '@strata/domain';
import type { CellIndex, ProbeDataset } from '@strata/probe';

export interface ExplainReport {
  readonly dataset: ProbeDataset;
  readonly index: CellIndex;
  readonly config: ExplainConfig;
  readonly results: readonly UnitResult[];
  /** Stages in milliseconds; ranges, hits and search are summed over threads, the others are elapsed time. */
  readonly timingsMs: Readonly<
    Record<'index' | 'activations' | 'ranges' | 'hits' | 'search' | 'store' | 'total', number>
  >;
}

/**
 * Writes the report as JSON, whole or not at all.
 * @throws StrataError when the file can't be written.
 */
export async function writeReport(path: string, report: ExplainReport): Promise<void> {
  const text = `${JSON.stringify(reportDocument(report), null, 2)}\n`;
  const temporary = `${path}.${process.pid}.part`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, path);
  } catch (cause) {
    throw new StrataError(
      'BAD_CONFIG',
      `--json ${path} can't be written: ${cause instanceof Error ? cause.message : cause}.`,
      { cause },
    );
  }
}

function reportDocument({ dataset, index, config, results, timingsMs }: ExplainReport) {
  return {
    version: 1,
    config: { ...config, ranges: config.ranges && Object.fromEntries(config.ranges) },
    probe: {
      samples: index.sampleCount,
      maskShape: [index.maskShape.height, index.maskShape.width],
      concepts: index.conceptCount,
      cells: index.cellCount,
      sha256: dataset.sha256,
    },
    timingsMs,
    // maxRSS is in kilobytes.
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
    explanations: results.flatMap(({ unit, ranges }) =>
      ranges.map(({ clusterIndex, lower, upper, bitmapPixels, explanation }) => ({
        unit,
        clusterIndex,
        lower,
        upper,
        bitmapPixels,
        formula: explanation?.formula ?? null,
        concepts: explanation?.concepts ?? [],
        length: explanation?.length ?? 0,
        iou: explanation?.iou ?? 0,
        intersection: explanation?.intersection ?? 0,
        union: explanation?.union ?? bitmapPixels,
        chance: explanation?.chance ?? 0,
        lift: explanation?.lift ?? 0,
        visited: explanation?.visited ?? 0,
      })),
    ),
  };
}
