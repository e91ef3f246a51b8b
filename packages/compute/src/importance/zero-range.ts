import { inRange } from '@strata/kernels';
import type { ActivationRange } from '../ranges/activation-range.ts';

type Bounds = Pick<ActivationRange, 'lowest' | 'beyond'>;

/** Whether setting the range to zero would change the map: one of its values lies in the range and isn't zero already. */
export function firesInRange(map: Float32Array, { lowest, beyond }: Bounds): boolean {
  for (let i = 0; i < map.length; i += 1) {
    const value = map[i] as number;
    if (value !== 0 && inRange(value, lowest, beyond)) return true;
  }
  return false;
}

/** Sets the map's values that lie in the range to zero. */
export function zeroRange(map: Float32Array, { lowest, beyond }: Bounds): void {
  for (let i = 0; i < map.length; i += 1) if (inRange(map[i] as number, lowest, beyond)) map[i] = 0;
}
