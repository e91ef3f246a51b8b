import { hills, type Pen, polygon } from '../drawing.ts';
import type { Random } from '../random.ts';
import type { Variables } from '../variables.ts';
import { drawBoat, drawHouse, drawSky } from './parts.ts';

/** Beach, sea, perhaps an island, a lighthouse and boats. */
export function drawCoast(pen: Pen, { time, typical }: Variables, random: Random): void {
  const horizon = random.between(50, 66);
  drawSky(pen, horizon, { time, random });
  if (random.chance(0.4)) {
    const x = random.between(20, 108);
    pen.ellipse([x, horizon + 2, random.between(14, 26), random.between(6, 12)], ['#7e9a63', '#58704a'], {
      object: 'island',
      material: 'stone',
    });
  }
  drawSea(pen, horizon);
  if (typical)
    for (let boat = random.whole(1, 3); boat > 0; boat--)
      drawBoat(pen, [random.between(16, 112), horizon + random.between(6, 24), random.between(8, 15)], random);
  pen.path(hills(random.between(96, 106), random.between(2, 6), random.next()), ['#efd9a2', '#d2b273'], {
    object: 'beach',
    material: 'sand',
  });
  if (random.chance(0.35)) drawLighthouse(pen, random.pick([18, 110]), time === 'night');
  for (let rock = random.whole(0, 2); rock > 0; rock--)
    pen.ellipse(
      [random.between(10, 118), random.between(108, 120), random.between(4, 8), random.between(3, 5)],
      ['#9a9791', '#66635e'],
      { object: 'rock', material: 'stone' },
    );
}

/** Quay with crates and a crane, boats in the basin, houses behind. */
export function drawHarbour(pen: Pen, { time, typical }: Variables, random: Random): void {
  const horizon = random.between(44, 54);
  drawSky(pen, horizon, { time, random });
  for (let x = random.between(4, 16); x < 128; x += random.between(22, 34))
    drawHouse(pen, [x, horizon + 2, random.between(17, 24)], { time, random });
  drawSea(pen, horizon);
  for (let boat = random.whole(typical ? 1 : 0, typical ? 3 : 0); boat > 0; boat--)
    drawBoat(pen, [random.between(16, 112), horizon + random.between(14, 34), random.between(9, 14)], random);
  const quay = random.between(96, 106);
  if (random.chance(0.6)) {
    const x = random.between(24, 96);
    pen.rect([x, quay - 62, 5, 62], '#d08a2e', { object: 'crane', material: 'metal' });
    pen.rect([x - 12, quay - 62, 46, 4], '#d08a2e', { object: 'crane', part: 'crane arm', material: 'metal' });
  }
  pen.rect([0, quay, 128, 128 - quay], ['#a9a49b', '#7c776f'], { object: 'quay', material: 'stone' });
  for (let crate = random.whole(1, 4); crate > 0; crate--) {
    const side = random.between(9, 15);
    pen.rect(
      [random.between(2, 112), quay + 8 - side, side, side],
      random.pick([
        ['#b58a52', '#8c6436'],
        ['#a8753f', '#7c5228'],
      ] as const),
      { object: 'crate', material: 'wood' },
    );
  }
}

function drawSea(pen: Pen, horizon: number): void {
  pen.rect([0, horizon, 128, 128 - horizon], ['#4f93b8', '#1f5d86'], { object: 'sea', material: 'water' });
  for (let y = horizon + 5; y < 128; y += 9)
    pen.rect([(y * 37) % 90, y, 22, 1], '#7fb5cf', { object: 'sea', material: 'water' });
}

function drawLighthouse(pen: Pen, x: number, lit: boolean): void {
  pen.path(polygon([x - 7, 112], [x + 7, 112], [x + 4, 58], [x - 4, 58]), ['#f6f2e8', '#ddd6c6'], {
    object: 'lighthouse',
    material: 'plaster',
  });
  for (const y of [66, 82, 98])
    pen.rect([x - 5, y, 10, 7], '#c23b2e', { object: 'lighthouse', part: 'tower stripe', material: 'plaster' });
  pen.rect([x - 4, 50, 8, 8], lit ? '#fff0a0' : '#a9cfe0', {
    object: 'lighthouse',
    part: 'lamp head',
    material: 'glass',
  });
  pen.path(polygon([x - 6, 50], [x + 6, 50], [x, 43]), '#9c3428', { object: 'lighthouse', part: 'roof' });
}
