import { inRange } from '@strata/kernels';
import type { ActivationRange } from '../../ranges/activation-range.ts';

/** Whether setting the range changes anything on a map. */
export function changesMap(map: Float32Array, { lowest, beyond, withoutZero }: ActivationRange, to: number): boolean {
  return map.some((value) => value !== to && inRange(value, lowest, beyond, withoutZero));
}

/** Sets a map's values of a range to a number, in place. */
export function setRange(map: Float32Array, { lowest, beyond, withoutZero }: ActivationRange, to: number): void {
  for (let i = 0; i < map.length; i += 1) if (inRange(map[i] as number, lowest, beyond, withoutZero)) map[i] = to;
}
