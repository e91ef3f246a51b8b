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

/** Images that a model is fed with; what is left out is the file's to say. */
export interface FedImage {
  readonly height: number;
  readonly width: number;
  /** Default colours. */
  readonly channelOrder?: 'rgb' | 'bgr' | 'grey';
  /** Default nchw. */
  readonly layout?: ImageForm['layout'];
}

/** (batch, …) of images for a model, every size known. */
export interface FedShape {
  readonly shape: readonly number[];
  readonly layout: ImageForm['layout'];
}

/** Colours or grey. */
const CHANNELS = new Set<number | null>([1, 3]);

/** The form of (batch, channels, h, w) or (batch, h, w, channels): the latter only where the former can't be. */
export function imageForm([, a = null, b = null, c = null]: Shape): ImageForm {
  if (CHANNELS.has(c) && !CHANNELS.has(a)) return { layout: 'nhwc', channels: c, height: a, width: b };
  return { layout: 'nchw', channels: a, height: b, width: c };
}

/**
 * The shape (batch, …) in which a model whose input has this one takes one image: a batch that is fixed is kept, and what
 * the file leaves open is the image's. Null where a size isn't known.
 */
export function fedShape(shape: Shape, image: FedImage | null): FedShape | null {
  const [batch = null, a = null, b = null, c = null] = shape;
  if (shape.length !== 4) return null;
  const told = imageForm(shape);
  // Where neither place of the channels says how many there are, whoever feeds the model knows.
  const layout = told.channels === null && (a === null || c === null) ? (image?.layout ?? told.layout) : told.layout;
  const [channels, rows, columns] = layout === 'nchw' ? [a, b, c] : [c, a, b];
  const [height, width] = [rows ?? image?.height, columns ?? image?.width];
  if (height === undefined || width === undefined) return null;
  const colours = channels ?? (image?.channelOrder === 'grey' ? 1 : 3);
  const form = layout === 'nchw' ? [colours, height, width] : [height, width, colours];
  return { shape: [batch ?? 1, ...form], layout };
}

interface Declared extends NamedMessage {
  type?: { tensorType?: { shape?: { dim: { dimValue?: bigint }[] } } };
}

/** A file's first input that is no weight: older files list those, too. */
export function declaredInput({ input, initializer }: GraphMessage): NamedMessage | undefined {
  const weights = new Set(initializer.map(({ name }) => name));
  return input.find(({ name }) => !weights.has(name));
}

/** The shape that a file gives its first input that is no weight; empty where it gives none. */
export function declaredImage(graph: GraphMessage): Shape {
  const image = declaredInput(graph) as Declared | undefined;
  const dims = image?.type?.tensorType?.shape?.dim ?? [];
  return dims.map(({ dimValue = 0n }) => (dimValue > 0n ? Number(dimValue) : null));
}
