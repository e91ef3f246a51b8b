import type { GraphMessage, NamedMessage } from './schema.ts';
import type { Shape } from './shape.ts';

/** How a model takes its image, as far as its input's shape says it. */
export interface ImageForm {
  readonly layout: 'nchw' | 'nhwc';
  /** null = not known. */
  readonly channels: number | null;
  readonly height: number | null;
  readonly width: number | null;
}

/** Colours or grey. */
const CHANNELS = new Set<number | null>([1, 3]);

/** The form of (batch, channels, h, w) or (batch, h, w, channels): the latter only where the former can't be. */
export function imageForm([, a = null, b = null, c = null]: Shape): ImageForm {
  if (CHANNELS.has(c) && !CHANNELS.has(a)) return { layout: 'nhwc', channels: c, height: a, width: b };
  return { layout: 'nchw', channels: a, height: b, width: c };
}

interface Declared extends NamedMessage {
  type?: { tensorType?: { shape?: { dim: { dimValue?: bigint }[] } } };
}

/** The shape that a file gives its first input that is no weight; empty where it gives none. */
export function declaredImage({ input, initializer }: GraphMessage): Shape {
  const weights = new Set(initializer.map(({ name }) => name));
  const image = input.find(({ name }) => !weights.has(name)) as Declared | undefined;
  const dims = image?.type?.tensorType?.shape?.dim ?? [];
  return dims.map(({ dimValue = 0n }) => (dimValue > 0n ? Number(dimValue) : null));
}
