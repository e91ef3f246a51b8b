import type { ClusterBounds, Upsampling } from '@strata/compute';
import { Option } from 'commander';

/** Without loading the computation to print a help text. */
const BOUNDS = Object.keys({ contiguous: true, observed: true, 'equal-mass': true } satisfies Record<
  ClusterBounds,
  true
>);
const UPSAMPLINGS = Object.keys({ bilinear: true, nearest: true } satisfies Record<Upsampling, true>);

/** `--bounds`: how a unit's values are cut into ranges. */
export function boundsOption(): Option {
  return new Option(
    '--bounds <rule>',
    'how values are cut into ranges: at the clusters’ borders, at their extremes, or into ranges of equally many values',
  )
    .choices(BOUNDS)
    .default('contiguous');
}

/** `--upsampling`: how mask pixels get values from maps. */
export function upsamplingOption(): Option {
  return new Option(
    '--upsampling <kind>',
    'how a mask pixel gets its value: between the map cells around it, or that of the cell it lies in',
  )
    .choices(UPSAMPLINGS)
    .default('bilinear');
}
