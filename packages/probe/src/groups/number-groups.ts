import type { ProbeSample } from '../probe-dataset.ts';

export interface NumberedGroups {
  /** (sample) the number of its group, from 0, by first appearance. */
  readonly numbers: Uint32Array;
  readonly count: number;
}

/** Numbers the groups of samples; a sample that names none is a group of its own. Null where none names any. */
export function numberGroups(samples: readonly Pick<ProbeSample, 'group'>[]): NumberedGroups | null {
  if (samples.every(({ group = null }) => group === null)) return null;
  const known = new Map<string, number>();
  let count = 0;
  const numbers = Uint32Array.from(samples, ({ group = null }) => {
    const number = (group === null ? undefined : known.get(group)) ?? count;
    if (number === count) count += 1;
    if (group !== null) known.set(group, number);
    return number;
  });
  return { numbers, count };
}
