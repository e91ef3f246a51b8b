import type { RunDescriptor, Store, UnitRecord } from '../src/index.ts';
import { SMALL_CONFIG } from './small-config.ts';

/** Two samples of 2 x 5 pixels, 20 in total. Each `name` is a model, a dataset and a run of its own. */
export function describeRun(name: string): RunDescriptor {
  return {
    model: {
      name,
      versionLabel: 'v1',
      source: 'ONNX',
      contentSha256: `content of ${name}`,
      accuracy: 0.5,
      isBaseline: false,
    },
    layer: { name: 'conv', op: 'Conv', unitCount: 4, height: 2, width: 2 },
    probe: {
      name,
      format: 'planes',
      sha256: `dataset of ${name}`,
      sampleCount: 2,
      maskShape: { height: 2, width: 5 },
      cellCount: 3,
      totalPixels: 20,
      concepts: [
        { index: 1, name: 'water', category: 'object', pixelCount: 5 },
        { index: 7, name: 'sky', category: 'object', pixelCount: 10 },
      ],
      samples: [0, 1].map((index) => ({ index, key: `sample ${index}`, className: null, split: null })),
    },
    config: SMALL_CONFIG,
    zeros: { off: true, count: 1, values: 4 },
    configHash: `config of ${name}`,
    settingsHash: 'settings',
    units: [0, 1, 2],
    codeVersion: '0.1.0',
    machine: 'test',
    threads: 1,
  };
}

/** Two ranges, explained by the first and the second formula. */
export function describeUnit(unit: number, formulas = ['(water AND NOT sky)', '(water AND NOT sky)']): UnitRecord {
  const mask = Uint8Array.of(unit, 255, 0);
  return {
    unit,
    outcome: 'EXPLAINED',
    problem: null,
    summary: { min: 0, max: 3, mean: 1.5, zeroShare: 0.25 },
    cells: { total: 20, off: 5, top: 4, saturated: 0 },
    histogram: { lower: 0, upper: 3, counts: [5, 15] },
    ranges: [1, 2].map((clusterIndex) => ({
      clusterIndex,
      lower: clusterIndex === 1 ? null : 1.5,
      upper: clusterIndex === 1 ? 1.5 : null,
      bitmapPixels: 10,
      includesLower: clusterIndex > 1,
      labelledPixels: 10,
      outcome: 'EXPLAINED' as const,
      explanation: {
        formula: formulas[clusterIndex - 1] ?? '',
        concepts: [
          { index: 1, negated: false },
          { index: 7, negated: true },
        ],
        length: 2,
        iou: 0.25,
        intersection: 3,
        union: 12,
        chance: 0.2,
        lift: 1.25,
        visited: 14,
        formulaPixels: 5,
        bound: null,
        gap: null,
        metrics: { detectionAccuracy: 0.6, activationCoverage: 0.3, sampleCoverage: 1, explanationCoverage: 0.5 },
      },
      samples: [
        {
          sampleIndex: 1,
          rank: 1,
          bitmapPixels: 6,
          formulaPixels: 3,
          intersection: 2,
          bitmap: mask,
          formulaMask: mask,
        },
        {
          sampleIndex: 0,
          rank: 2,
          bitmapPixels: 4,
          formulaPixels: 2,
          intersection: 1,
          bitmap: mask,
          formulaMask: mask,
        },
      ],
    })),
  };
}

export const SUMMARY = { timingsMs: { ranges: 1, total: 2.5 }, peakRssBytes: 5_000_000_000 };

/** Everything stored of a run's units, without row ids. */
export async function storedUnits({ pool }: Store, runId: number): Promise<unknown[]> {
  const { rows } = await pool.query(
    `select u.unit_index, r.outcome, r.min_value, r.max_value, r.mean_value, r.zero_share, r.histogram_counts,
            c.cluster_index, c.lower, c.upper, c.bitmap_pixels, c.share,
            e.iou, e.intersection, e.union_pixels, e.chance, e.lift, e.visited, e.formula_pixels, e.bound, e.gap,
            e.detection_accuracy, e.activation_coverage, e.sample_coverage, e.explanation_coverage, f.text, f.key, f.length,
            k.name as concept, fc.position, fc.negated,
            s.sample_index, cs.rank, cs.bitmap_pixels as sample_pixels, cs.intersection as shared,
            encode(cs.bitmap, 'hex') as bitmap, encode(cs.formula_mask, 'hex') as formula_mask
     from unit_run r join unit u on u.id = r.unit_id
     left join cluster c on c.run_id = r.run_id and c.unit_id = r.unit_id
     left join explanation e on e.cluster_id = c.id
     left join formula f on f.id = e.formula_id
     left join formula_concept fc on fc.formula_id = f.id
     left join concept k on k.id = fc.concept_id
     left join cluster_sample cs on cs.cluster_id = c.id
     left join sample s on s.id = cs.sample_id
     where r.run_id = $1 order by u.unit_index, c.cluster_index, fc.position, cs.rank`,
    [runId],
  );
  return rows;
}

export async function storedRun({ pool }: Store, runId: number): Promise<Record<string, unknown>> {
  const { rows } = await pool.query('select * from run where id = $1', [runId]);
  return rows[0];
}
