import { inflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { conceptMasks } from '../src/explain/concept-masks.ts';

it('draws each concept’s mask from the cells, and none of a concept that is nowhere', () => {
  // Cell 0 is empty, cell 1 has sea, cell 2 has sea and boat. A map of 5 × 2.
  const index = { conceptOffsets: Uint32Array.of(0, 0, 1, 3), conceptPositions: Uint32Array.of(0, 0, 1) };
  const concepts = [
    { index: 40, name: 'sea', category: 'object' },
    { index: 41, name: 'boat', category: 'object' },
    { index: 42, name: 'sky', category: 'object' },
  ];
  const masks = conceptMasks(Uint16Array.of(1, 2, 0, 0, 0, 0, 0, 0, 1, 2), { index, concepts });
  expect(masks.map(({ conceptIndex, pixels, mask }) => [conceptIndex, pixels, [...inflateRawSync(mask)]])).toEqual([
    [40, 4, [0b11000000, 0b11000000]],
    [41, 2, [0b01000000, 0b01000000]],
  ]);
});
