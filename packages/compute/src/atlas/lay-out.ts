import { setImmediate } from 'node:timers/promises';
import { createRandom } from '@strata/statistics';
import { UMAP } from 'umap-js';
import type { Profile } from './profile.ts';
import { distancesTo, leastOf, profileTable } from './profiles-near.ts';

/** How places are found. Another number is another map: places of different methods must not stand on one. */
export const ATLAS_METHOD = 1;
/** Places are whole numbers from 0 to this, in both directions. */
export const PLACE_MAX = 65_535;

const NEIGHBOURS = 15;
const EPOCHS = 200;
const SEED = 17;
/** Free space around the outermost landmarks. */
const MARGIN = 0.05;
/** Below this many there is nothing to project. */
const PROJECTED_MIN = 5;
const STEPS_PER_TURN = 20;

/**
 * (landmark · 2) x and y of each landmark, 0–65,535: UMAP of their distances, of exact nearest neighbours, drawn from our own
 * generator with a fixed seed, so the same landmarks always get the same places.
 * Source: L. McInnes, J. Healy, J. Melville, UMAP (2018), as the package umap-js has it.
 */
export async function layOut(
  landmarks: readonly Profile[],
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<Uint16Array> {
  return intoSquare(landmarks.length < PROJECTED_MIN ? onCircle(landmarks.length) : await project(landmarks, signal));
}

async function project(landmarks: readonly Profile[], signal: AbortSignal | undefined): Promise<number[][]> {
  const nNeighbors = Math.min(NEIGHBOURS, landmarks.length - 1);
  const table = profileTable(landmarks);
  const distances = table.profiles.map((profile) => distancesTo(table, profile));
  // Itself comes first, as the package expects, also before a twin.
  const nearest = distances.map((row, own) => {
    const others = leastOf(row, nNeighbors + 1).filter((other) => other !== own);
    return [own, ...others.slice(0, nNeighbors - 1)];
  });
  const random = createRandom(SEED);
  const umap = new UMAP({ nNeighbors, nEpochs: EPOCHS, minDist: 0.25, random: () => random.next() });
  umap.setPrecomputedKNN(
    nearest,
    nearest.map((others, own) =>
      others.map((other) => (other === own ? 0 : ((distances[own] as Float64Array)[other] as number))),
    ),
  );
  // The neighbours are known: of the vectors only their number counts.
  const epochs = umap.initializeFit(landmarks.map((_, position) => [position]));
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    umap.step();
    if (epoch % STEPS_PER_TURN !== 0) continue;
    // Whoever else waits for this thread, such as what keeps a lock, has its turn.
    await setImmediate();
    signal?.throwIfAborted();
  }
  return umap.getEmbedding();
}

function onCircle(count: number): number[][] {
  const corners = [
    [0, 0],
    [1, 1],
    [0, 1],
    [1, 0],
  ];
  return corners.slice(0, count);
}

/** The same scale in both directions, the middle in the middle. */
function intoSquare(places: readonly (readonly number[])[]): Uint16Array {
  const extent = [0, 1].map((axis) => {
    const values = places.map((place) => place[axis] as number);
    return { low: Math.min(...values), high: Math.max(...values) };
  });
  const size = Math.max(...extent.map(({ low, high }) => high - low));
  const square = new Uint16Array(places.length * 2);
  for (const [position, place] of places.entries()) {
    for (const [axis, { low, high }] of extent.entries()) {
      const off = size === 0 ? 0 : ((place[axis] as number) - (low + high) / 2) / size;
      square[position * 2 + axis] = Math.round((0.5 + off * (1 - 2 * MARGIN)) * PLACE_MAX);
    }
  }
  return square;
}
