import type { NodeMessage } from '../../schema.ts';
import { BrokenPlaces, type Dim, sizeOf, type Traced } from './axes.ts';
import { hasPlaces } from './cut-dims.ts';
import { isKnownOperator } from './known-operator.ts';
import { reshapeDims } from './reshape-dims.ts';
import { PLACE_BY_PLACE } from './value-operators.ts';

/** Inputs of the same size lie as what these give: what is added to a map is a map of the same places. */
const SAME = new Set(PLACE_BY_PLACE);
const RESHAPES = new Set(['Reshape', 'Flatten', 'Squeeze', 'Unsqueeze']);
/** What these give to a map is one value for all places. */
const SPREADS = new Set(['Expand', 'Tile']);

/**
 * What tensors count by what becomes of them: a weight mixes the places of a map (an MLP-mixer's), and what it gives is
 * added to the map again, place by place. Followed from there against the nodes' order, through what only moves values or
 * computes them one by one, to the product that gave them. Nothing that is traced from the image is changed.
 */
export function traceBack(nodes: readonly NodeMessage[], traces: ReadonlyMap<string, Traced>): Map<string, Traced> {
  const back = new Map<string, readonly Dim[]>();
  const spread = new Set(nodes.filter(({ opType }) => SPREADS.has(opType)).flatMap(({ output }) => output));
  const meant = (name: string): readonly Dim[] | null => back.get(name) ?? placesOf(traces.get(name));
  for (const node of nodes.toReversed()) {
    const [output] = node.output;
    const dims = output === undefined || !isKnownOperator(node) ? null : meant(output);
    if (dims === null) continue;
    for (const name of node.input) {
      const open = traces.get(name);
      if (back.has(name) || spread.has(name) || !isOpen(open)) continue;
      const given = throughNode(node, { dims, sizes: open.map(sizeOf) });
      if (given && given.length === open.length && given.every((dim, i) => sizeOf(dim) === sizeOf(open[i] ?? []))) {
        back.set(name, given);
      }
    }
  }
  return back;
}

/** Dimensions that count some places of the image; else null. */
function placesOf(traced: Traced | undefined): readonly Dim[] | null {
  return traced && !('broken' in traced) && traced.some(hasPlaces) ? traced : null;
}

/** Whether a tensor is different for each image, and nothing is known of its places. */
function isOpen(traced: Traced | undefined): traced is readonly Dim[] {
  if (!traced || 'broken' in traced || traced.some(hasPlaces)) return false;
  return traced.flat().some(({ kind }) => kind === 'batch');
}

/** What an input counts where the output counts this; null where the operator doesn't say. */
function throughNode(
  { opType, attribute }: NodeMessage,
  { dims, sizes }: { readonly dims: readonly Dim[]; readonly sizes: readonly number[] },
): readonly Dim[] | null {
  if (SAME.has(opType)) return dims;
  if (opType === 'Transpose') {
    const order = attribute.find(({ name }) => name === 'perm')?.ints.map(Number) ?? [...dims.keys()].reverse();
    return order.map((_, at) => dims[order.indexOf(at)] ?? []);
  }
  if (!RESHAPES.has(opType)) return null;
  try {
    return reshapeDims(dims, sizes);
  } catch (error) {
    if (error instanceof BrokenPlaces) return null;
    throw error;
  }
}
