/** A layer's activations, read unit by unit. */
export interface ActivationSource {
  readonly units: number;
  readonly samples: number;
  readonly height: number;
  readonly width: number;
  readonly path: string;
  /** One unit's values (sample, height, width); the caller owns the array. */
  readUnit(unit: number): Float32Array;
  /** One unit's values of consecutive samples (count, height, width); the caller owns the array. */
  readSamples(unit: number, samples: { readonly first: number; readonly count: number }): Float32Array;
  close(): void;
}
