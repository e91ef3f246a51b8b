import { LABEL_MAX } from './concept-list.ts';
import type { ProbeConcept } from './probe-dataset.ts';

/** What a mask's labels mean. */
export interface LabelMap {
  /** (label) the position + 1 of its concept, 0 where there is none. */
  readonly positions: Uint16Array;
  /** (label) 1 where it marks pixels without a label, as 0 does. */
  readonly isVoid: Uint8Array;
}

export function labelMap(concepts: readonly ProbeConcept[], voidLabels: readonly number[]): LabelMap {
  const positions = new Uint16Array(LABEL_MAX + 1);
  const isVoid = new Uint8Array(LABEL_MAX + 1);
  for (const [position, { index }] of concepts.entries()) positions[index] = position + 1;
  for (const label of voidLabels) isVoid[label] = 1;
  return { positions, isVoid };
}

/**
 * Turns the labels of a sample's planes, each (height, width), into concept positions + 1, in place.
 * @returns how many of its pixels are void in some plane
 * @throws what `unknown` makes of a label that means nothing
 */
export function toPositions(
  planes: readonly Uint16Array[],
  { positions, isVoid }: LabelMap,
  unknown: (label: number, plane: number) => Error,
): number {
  let voidAt: Uint8Array | null = null;
  for (const [plane, labels] of planes.entries()) {
    for (let pixel = 0; pixel < labels.length; pixel += 1) {
      const label = labels[pixel] as number;
      const position = positions[label] as number;
      if (label !== 0 && position === 0 && isVoid[label] === 0) throw unknown(label, plane);
      labels[pixel] = position;
      if (isVoid[label] === 0) continue;
      voidAt ??= new Uint8Array(labels.length);
      voidAt[pixel] = 1;
    }
  }
  return voidAt === null ? 0 : voidAt.reduce((sum, one) => sum + one, 0);
}
