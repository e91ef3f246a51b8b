import { BrokenPlaces, combineDims, type Dim, isPlain, plain, sizeOf } from './axes.ts';
import { concatDims, padDim, pickFromDim, sliceDim } from './cut-dims.ts';
import { fromFront, inputOf, integersOf, intOf, intsOf, type NodeContext, type Operator } from './node-context.ts';
import { reshapeDims } from './reshape-dims.ts';

/** Operators that move values without changing them. */
export const SHAPES: Readonly<Record<string, Operator>> = {
  Transpose: transpose,
  Reshape: reshape,
  Flatten: reshape,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Slice: slice,
  Split: split,
  Concat: concat,
  Gather: gather,
  Pad: pad,
  Expand: expand,
  Tile: expand,
};

const UNKNOWN = 'which of its places are kept is known only when it runs';

function transpose(context: NodeContext): Dim[][] {
  const dims = inputOf(context);
  const order = intsOf(context, 'perm') ?? dims.map((_, i) => dims.length - 1 - i);
  return [order.map((from) => dims[from] as Dim)];
}

function reshape(context: NodeContext): Dim[][] {
  return [reshapeDims(inputOf(context), context.shapes[0] ?? [])];
}

function squeeze(context: NodeContext): Dim[][] {
  const dims = inputOf(context);
  const axes = integersOf(context, 'axes', 1)?.map((axis) => fromFront(axis, dims.length));
  return [dims.filter((dim, i) => !(axes ? axes.includes(i) : sizeOf(dim) === 1))];
}

function unsqueeze(context: NodeContext): Dim[][] {
  const waiting = [...inputOf(context)];
  const rank = context.shapes[0]?.length ?? 0;
  const axes = integersOf(context, 'axes', 1)?.map((axis) => fromFront(axis, rank));
  if (!axes) return [reshapeDims(waiting, context.shapes[0] ?? [])];
  return [Array.from({ length: rank }, (_, i) => (axes.includes(i) ? [] : (waiting.shift() as Dim)))];
}

function slice(context: NodeContext): Dim[][] {
  const dims = [...inputOf(context)];
  const starts = integersOf(context, 'starts', 1);
  const ends = integersOf(context, 'ends', 2);
  if (!starts || !ends) throw new BrokenPlaces(UNKNOWN);
  const axes = integersOf(context, 'axes', 3) ?? starts.map((_, i) => i);
  const steps = context.node.input[4] ? context.integers(4) : null;
  for (const [i, axis] of axes.entries()) {
    const at = fromFront(axis, dims.length);
    const dim = dims[at] as Dim;
    const size = sizeOf(dim);
    const step = steps?.[i] ?? 1;
    if (step < 0) {
      if (!isPlain(dim)) throw new BrokenPlaces('its places are mirrored');
      dims[at] = plain(context.shapes[0]?.[at] ?? size);
      continue;
    }
    const inside = (value: number): number => Math.min(size, Math.max(0, value < 0 ? value + size : value));
    dims[at] = sliceDim(dim, { from: inside(starts[i] ?? 0), to: inside(ends[i] ?? size), step });
  }
  return [dims];
}

function split(context: NodeContext): Dim[][] {
  const dims = inputOf(context);
  const axis = fromFront(intOf(context, 'axis') ?? 0, dims.length);
  let from = 0;
  return context.shapes.map((shape) => {
    const to = from + (shape[axis] ?? 0);
    const part = dims.map((dim, i) => (i === axis ? sliceDim(dim, { from, to }) : dim));
    from = to;
    return part;
  });
}

function concat(context: NodeContext): Dim[][] {
  const parts = context.inputs.map((_, i) => inputOf(context, i));
  const rank = parts[0]?.length ?? 0;
  const axis = fromFront(intOf(context, 'axis') ?? 0, rank);
  return [
    Array.from({ length: rank }, (_, i) => {
      const dims = parts.map((part) => part[i] as Dim);
      return i === axis ? concatDims(dims) : dims.reduce(combineDims);
    }),
  ];
}

function gather(context: NodeContext): Dim[][] {
  const dims = inputOf(context);
  const indexes = inputOf(context, 1);
  const axis = fromFront(intOf(context, 'axis') ?? 0, dims.length);
  const dim = dims[axis] as Dim;
  const [before, after] = [dims.slice(0, axis), dims.slice(axis + 1)];
  if (isPlain(dim)) return [[...before, ...indexes, ...after]];
  const picked = context.integers(1);
  if (!picked || !indexes.every(isPlain) || indexes.length > 1) throw new BrokenPlaces(UNKNOWN);
  const positive = picked.map((index) => fromFront(index, sizeOf(dim)));
  const kept = pickFromDim(dim, positive);
  if (indexes.length === 1) return [[...before, kept, ...after]];
  if (!isPlain(kept)) throw new BrokenPlaces('it holds one place of the map, not the map');
  return [[...before, ...after]];
}

function pad(context: NodeContext): Dim[][] {
  const dims = [...inputOf(context)];
  const sizes = integersOf(context, 'pads', 1);
  if (!sizes) throw new BrokenPlaces(UNKNOWN);
  const axes = (context.node.input[3] ? context.integers(3) : null) ?? dims.map((_, i) => i);
  for (const [i, axis] of axes.entries()) {
    const at = fromFront(axis, dims.length);
    dims[at] = padDim(dims[at] as Dim, { before: sizes[i] ?? 0, after: sizes[i + axes.length] ?? 0 });
  }
  return [dims];
}

/** Repeats what has a size of one; what is repeated otherwise counts no places any more. */
function expand(context: NodeContext): Dim[][] {
  const dims = inputOf(context);
  const shape = context.shapes[0] ?? [];
  return [
    shape.map((size, i) => {
      const dim = dims[i - shape.length + dims.length] ?? [];
      if (size === sizeOf(dim)) return dim;
      if (isPlain(dim) || sizeOf(dim) === 1) return plain(size);
      throw new BrokenPlaces('its places are repeated');
    }),
  ];
}
