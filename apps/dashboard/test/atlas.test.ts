import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alikeOrder, hilbertIndex } from '../features/atlas/alike-order';
import { isInside, keysInside, readArea, writeArea } from '../features/atlas/area';
import { placesBefore } from '../features/atlas/map/dots';
import { nearestPoint, pointByKey } from '../features/atlas/map/near';
import { CHOSEN, COVERS, type Dots, FADED, HIDDEN, PLAIN, paintPoints } from '../features/atlas/map/paint-points';
import { moveView, wholeView, zoomView } from '../features/atlas/map/view';
import { placeLabels } from '../features/atlas/map-labels';
import { CLASS_COLOURS, coloursOf, groupsOf, leadingConcepts } from '../features/atlas/palette';
import { openPoints, type Points } from '../features/atlas/points';
import { RANGE_STEPS } from '../features/atlas/range-steps';
import { stillPicture } from '../features/atlas/still-picture';

/** (neuron, range, x, y, grade, concept's number from 1) as the API packs them. */
function pointsOf(
  rows: readonly (readonly [number, number, number, number, number, number])[],
  concepts: string[],
): Points {
  const bytes = Buffer.alloc(rows.length * 16);
  for (const [i, [unit, range, x, y, grade, concept]] of rows.entries()) {
    bytes.writeUInt32LE(unit, i * 16);
    bytes.writeUInt16LE(Math.round(x * 65_535), i * 16 + 4);
    bytes.writeUInt16LE(Math.round(y * 65_535), i * 16 + 6);
    bytes.writeUInt16LE(concept, i * 16 + 8);
    bytes.writeUInt8(range, i * 16 + 10);
    bytes.writeUInt8(grade, i * 16 + 11);
  }
  return openPoints([{ packed: bytes.toString('base64'), concepts }]);
}

const POINTS = pointsOf(
  [
    [0, 1, 0.1, 0.1, 1, 1],
    [0, 2, 0.9, 0.1, 2, 2],
    [1, 1, 0.1, 0.9, 4, 0],
    [1, 2, 0.5, 0.5, 1, 2],
  ],
  ['sky', 'sea'],
);
const DOTS: Dots = {
  ...POINTS,
  group: new Uint8Array(4),
  look: new Uint8Array(4).fill(PLAIN),
  order: Uint32Array.of(0, 1, 2, 3),
};

describe('packed points', () => {
  it('of several pages are one list, with one list of concepts', () => {
    const page = (concept: string, unit: number) => {
      const bytes = Buffer.alloc(16);
      bytes.writeUInt32LE(unit);
      bytes.writeUInt16LE(1, 8);
      return { packed: bytes.toString('base64'), concepts: [concept] };
    };
    const { count, unit, concept, concepts } = openPoints([page('sea', 7), page('sky', 8), page('sea', 9)]);
    expect([count, [...unit], [...concept], concepts]).toEqual([3, [7, 8, 9], [1, 2, 1], ['sea', 'sky']]);
  });
});

describe('a drawn area', () => {
  it('is read as it was written, and what is no area is none', () => {
    const line = [
      { x: 0, y: 0 },
      { x: 0.5, y: -3 },
      { x: 0.25, y: 7 },
    ];
    expect(readArea(writeArea(line))).toEqual([
      [0, 0],
      [500, 0],
      [250, 1000],
    ]);
    for (const text of ['', '1.2', '1.2_3.4', 'a.b_c.d_e.f', '1.2_3.4_5.6_', `${'1.2_'.repeat(60)}1.2`])
      expect(readArea(text)).toBeNull();
    expect(writeArea(Array.from({ length: 3 }, () => ({ x: 0.2, y: 0.2 })))).toBe('');
    expect(
      readArea(
        writeArea(
          Array.from({ length: 5000 }, (_, i) => ({ x: Math.sin(i), y: Math.cos(i) })).map(({ x, y }) => ({
            x: (x + 1) / 2,
            y: (y + 1) / 2,
          })),
        ),
      )?.length,
    ).toBeLessThanOrEqual(40);
  });

  it('holds what lies in it, also where it is hollow', () => {
    // A U: the middle of its upper half is outside.
    const u = readArea('0.0_300.0_300.700_700.700_700.0_1000.0_1000.1000_0.1000');
    if (!u) throw new Error('Expected an area.');
    expect([isInside(u, 0.1, 0.1), isInside(u, 0.5, 0.3), isInside(u, 0.5, 0.9)]).toEqual([true, false, true]);
    expect([...keysInside(POINTS, u)].sort()).toEqual(['0.1', '0.2', '1.1']);
  });
});

describe('keys and pointer', () => {
  it('find the nearest point in a direction, and every point in turn, hidden ones left out', () => {
    expect(pointByKey(DOTS, { from: 0, key: 'ArrowRight' })).toBe(1);
    expect(pointByKey(DOTS, { from: 0, key: 'ArrowDown' })).toBe(2);
    expect(pointByKey(DOTS, { from: 0, key: 'ArrowUp' })).toBe(-1);
    const hidden = { ...DOTS, look: Uint8Array.of(PLAIN, HIDDEN, PLAIN, PLAIN) };
    expect(pointByKey(hidden, { from: 0, key: 'ArrowRight' })).toBe(3);
    expect(pointByKey(hidden, { from: 0, key: 'PageDown' })).toBe(2);
    expect(pointByKey(hidden, { from: 2, key: 'PageUp' })).toBe(0);
    expect([pointByKey(hidden, { from: 0, key: 'End' }), pointByKey(hidden, { from: 3, key: 'Home' })]).toEqual([3, 0]);
  });

  it('a pointer picks the nearest within reach, of two on one place the one that is seen', () => {
    const view = { side: 100, left: 0, top: 0 };
    expect(nearestPoint(DOTS, { px: 52, py: 47, within: 10, view })).toBe(3);
    expect(nearestPoint(DOTS, { px: 70, py: 70, within: 10, view })).toBe(-1);
    const twins = {
      ...DOTS,
      x: Float32Array.of(0.5, 0.5, 0.1, 0.5),
      y: Float32Array.of(0.5, 0.5, 0.9, 0.5),
      order: Uint32Array.of(3, 0, 2, 1),
    };
    expect(nearestPoint(twins, { px: 50, py: 50, within: 10, view })).toBe(1);
  });

  it('zooms around the pointer and never leaves the map', () => {
    const size = { width: 400, height: 300 };
    const near = zoomView(wholeView(size), { x: 100, y: 100, by: 2, size });
    // The whole map is 300 wide from 50 on: (100 − 50) / 300 of it lay there, and does still.
    expect((100 - near.left) / near.side).toBeCloseTo(50 / 300, 9);
    expect(zoomView(near, { x: 0, y: 0, by: 0.01, size })).toEqual(wholeView(size));
    expect(moveView(near, { x: 1e6, y: -1e6, size })).toEqual({ side: 600, left: 0, top: -300 });
  });
});

describe('drawing', () => {
  it('puts a disc where a point is, chosen ones with a ring, faded ones faint, hidden ones not', () => {
    const side = 20;
    const inks = {
      plain: Uint32Array.from({ length: COVERS }, (_, cover) => 10 + cover),
      faded: Uint32Array.from({ length: COVERS }, () => 20),
      ring: Uint32Array.from({ length: COVERS }, () => 30),
      ground: 1,
    };
    const paint = (look: number) => {
      const pixels = new Uint32Array(side * side);
      const one = {
        x: Float32Array.of(0.5),
        y: Float32Array.of(0.5),
        group: Uint8Array.of(0),
        look: Uint8Array.of(look),
        order: Uint32Array.of(0),
      };
      paintPoints({ pixels, width: side, height: side }, one, { view: { side, left: 0, top: 0 }, radius: 2, inks });
      return pixels;
    };
    const plain = paint(PLAIN);
    expect([plain[10 * side + 10], plain[10 * side + 13]]).toEqual([13, 1]);
    // As many pixels as the disc's area, π · 2² = 12.6, with those that it covers in part.
    expect(plain.filter((ink) => ink !== 1).length).toBeGreaterThan(12);
    expect(plain.filter((ink) => ink !== 1).length).toBeLessThan(26);
    expect(paint(FADED)[10 * side + 10]).toBe(20);
    expect([...paint(CHOSEN)].filter((ink) => ink === 30).length).toBeGreaterThan(4);
    expect(paint(HIDDEN).every((ink) => ink === 1)).toBe(true);
  });

  it('stays on the canvas whatever the view', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -200, max: 200 }),
        fc.integer({ min: -200, max: 200 }),
        fc.integer({ min: 1, max: 900 }),
        (left, top, side) => {
          const sheet = new Uint32Array(32 * 18 + 40);
          const inks = {
            plain: new Uint32Array(24).fill(9),
            faded: new Uint32Array(24),
            ring: new Uint32Array(4),
            ground: 1,
          };
          // What lies behind the canvas must stay as it is: a typed array would take a stray pixel without a word.
          paintPoints({ pixels: sheet.subarray(20, 20 + 32 * 18), width: 32, height: 18 }, DOTS, {
            view: { side, left, top },
            radius: 5,
            inks,
          });
          expect(
            sheet.subarray(0, 20).every((ink) => ink === 0) && sheet.subarray(20 + 32 * 18).every((ink) => ink === 0),
          ).toBe(true);
        },
      ),
    );
  });

  it('moves a range from where the same range of the same neuron was', () => {
    const before = pointsOf(
      [
        [1, 2, 0.2, 0.3, 1, 0],
        [5, 1, 0, 0, 1, 0],
      ],
      [],
    );
    const { x, y } = placesBefore(POINTS, before);
    expect([x[3], y[3]].map((value) => Math.round((value as number) * 100))).toEqual([20, 30]);
    expect([x[0], y[0]]).toEqual([POINTS.x[0], POINTS.y[0]]);
  });

  it('lets no name cover another', () => {
    const names = fc.array(
      fc.record({
        name: fc.string({ minLength: 1, maxLength: 9 }),
        x: fc.double({ min: 0, max: 1, noNaN: true }),
        y: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(names, (labels) => {
        const placed = placeLabels(labels, {
          width: 200,
          height: 200,
          toX: (x) => x * 200,
          toY: (y) => y * 200,
          widthOf: (name) => 6 * name.length,
          most: 20,
        });
        for (const [i, a] of placed.entries())
          for (const b of placed.slice(i + 1))
            expect(Math.abs(a.y - b.y) >= 15 || Math.abs(a.x - b.x) >= 3 * (a.name.length + b.name.length)).toBe(true);
      }),
    );
  });
});

describe('colours', () => {
  it('are those of the style sheets', () => {
    const tokens = readFileSync(join(import.meta.dirname, '../styles/tokens.css'), 'utf8');
    const token = (name: string) => new RegExp(`--${name}: (.+);`, 'u').exec(tokens)?.[1];
    expect(RANGE_STEPS).toEqual([1, 2, 3, 4, 5].map((range) => token(`range-${range}`)));
    expect(CLASS_COLOURS.slice(1, 4)).toEqual(
      ['unspecialized', 'weakly', 'nameless'].map((name) => token(`heat-${name}`)),
    );
    expect(CLASS_COLOURS[4]).toBe(token('specialized'));
  });

  it('go to the leading concepts, to ranges and to grades', () => {
    expect(leadingConcepts(POINTS)).toEqual(['sea', 'sky']);
    const groups = (colouring: 'concept' | 'range' | 'grade') => [
      ...groupsOf(POINTS, coloursOf(colouring, { clusterCount: 2, concepts: ['sea'] })),
    ];
    expect(groups('concept')).toEqual([0, 1, 0, 1]);
    expect(groups('range')).toEqual([0, 1, 0, 1]);
    expect(groups('grade')).toEqual([1, 2, 4, 1]);
  });
});

it('the still picture has every shown point and no markup that a name brings', () => {
  const svg = stillPicture({
    ...{ points: POINTS, labels: [{ name: '<b>&"\u0000', x: 0.5, y: 0.5 }], range: 2, only: null, selected: null },
    ...{ colours: coloursOf('range', { clusterCount: 2, concepts: [] }), area: null, theme: 'auto', title: 'a & b' },
  });
  expect(svg.match(/h0/gu)).toHaveLength(2);
  expect(svg).toContain('&#60;b&#62;&#38;&#34; ');
  expect(svg).toContain('<title>a &#38; b</title>');
});

describe('alike neurons', () => {
  it('stand side by side: neighbours on the curve are neighbours on the map', () => {
    // The curve's first four places are the corners of the smallest square, each next to the one before.
    const first = [0, 1, 2, 3].map((index) =>
      [0, 1].flatMap((x) => [0, 1].map((y) => [x, y] as const)).find(([x, y]) => hilbertIndex(x, y) === index),
    );
    for (const [i, here] of first.slice(1).entries()) {
      const before = first[i];
      expect(here && before && Math.abs(here[0] - before[0]) + Math.abs(here[1] - before[1])).toBe(1);
    }
    const corners = pointsOf(
      [
        [0, 1, 0.1, 0.1, 1, 0],
        [1, 1, 0.9, 0.9, 1, 0],
        [2, 1, 0.11, 0.1, 1, 0],
        [3, 1, 0.9, 0.91, 1, 0],
      ],
      [],
    );
    const order = alikeOrder(corners, [0, 1, 2, 3, 4]);
    expect(Math.abs(order.indexOf(0) - order.indexOf(2))).toBe(1);
    expect(Math.abs(order.indexOf(1) - order.indexOf(3))).toBe(1);
    expect(order.at(-1)).toBe(4);
  });
});
