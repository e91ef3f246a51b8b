import { BrokenPlaces, type Dim, isPlain, plain, sizeOf, wholeAxis, wholePlaces, whyMoved } from './axes.ts';
import { inputOf, intsOf, type NodeContext, type Operator } from './node-context.ts';

/** Operators that make a map of a map: its places are new ones, as long as those before lay on the image. */
export const SPATIAL: Readonly<Record<string, Operator>> = Object.fromEntries([
  ...['Conv', 'ConvTranspose', 'ConvInteger', 'QLinearConv', 'FusedConv', 'DeformConv'].map((op) => [op, convolve]),
  ...['MaxPool', 'AveragePool', 'LpPool', 'GlobalAveragePool', 'GlobalMaxPool', 'GlobalLpPool'].map((op) => [op, pool]),
  ...['QLinearAveragePool', 'QLinearGlobalAveragePool', 'Resize', 'Upsample'].map((op) => [op, pool]),
  ...['DepthToSpace', 'SpaceToDepth'].map((op) => [op, blocks]),
]);

function convolve(context: NodeContext): (readonly Dim[])[] {
  const [images = [], , ...places] = inputOf(context);
  const [shape = []] = context.shapes;
  const kernel = intsOf(context, 'kernel_shape');
  const pointwise = kernel?.every((size) => size === 1) ?? false;
  return [[images, plain(shape[1] ?? 1), ...newPlaces(places, { sizes: shape.slice(2), pointwise })]];
}

function pool(context: NodeContext): (readonly Dim[])[] {
  return context.shapes.map((shape) => newPlaces(inputOf(context), { sizes: shape, pointwise: true }));
}

function blocks(context: NodeContext): (readonly Dim[])[] {
  const [images = [], , ...places] = inputOf(context);
  const [shape = []] = context.shapes;
  return [[images, plain(shape[1] ?? 1), ...newPlaces(places, { sizes: shape.slice(2), pointwise: false })]];
}

interface NewPlaces {
  readonly sizes: readonly number[];
  /** Whether a dimension of the same size keeps its places, in whatever order they are. */
  readonly pointwise: boolean;
}

function newPlaces(dims: readonly Dim[], { sizes, pointwise }: NewPlaces): Dim[] {
  return dims.map((dim, i) => {
    const size = sizes[i] ?? 1;
    if (pointwise && size === sizeOf(dim)) return dim;
    if (isPlain(dim)) return plain(size);
    const places = wholePlaces(dim);
    const moved = places ? whyMoved(places.axis) : 'places that are no whole rows or columns are convolved or pooled';
    if (places === null || moved) throw new BrokenPlaces(moved ?? '');
    return wholeAxis(places.kind, size);
  });
}
