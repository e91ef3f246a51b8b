import { z } from 'zod';

/** A range that a formula explains, with its place. */
export interface FoundRange {
  readonly model: string;
  readonly version: string;
  readonly layer: string;
  readonly unitIndex: number;
  readonly clusterIndex: number;
  readonly formula: string;
  readonly iou: number;
  readonly chance: number;
  readonly lift: number | null;
  /** Null where it was not computed. */
  readonly grade: string | null;
  readonly timesShuffled: number | null;
  readonly specialization: string | null;
}

const shape = z.object({
  explanations: z.object({
    totalCount: z.number(),
    nodes: z.array(
      z.object({
        clusterIndex: z.number(),
        iou: z.number(),
        chance: z.number(),
        lift: z.number().nullable(),
        grade: z.string().nullable(),
        timesShuffled: z.number().nullable(),
        specialization: z.string().nullable(),
        formula: z.object({ text: z.string() }),
        unit: z.object({
          unitIndex: z.number(),
          layer: z.object({
            name: z.string(),
            modelVersion: z.object({ label: z.string(), model: z.object({ name: z.string() }) }),
          }),
        }),
      }),
    ),
  }),
});

/** Reads a server's data. @throws ZodError when it has another shape */
export function parseFound(data: unknown): { totalCount: number; ranges: FoundRange[] } {
  const { totalCount, nodes } = shape.parse(data).explanations;
  const ranges = nodes.map(({ unit, formula, ...found }) => ({
    model: unit.layer.modelVersion.model.name,
    version: unit.layer.modelVersion.label,
    layer: unit.layer.name,
    unitIndex: unit.unitIndex,
    formula: formula.text,
    ...found,
  }));
  return { totalCount, ranges };
}
