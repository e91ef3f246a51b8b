import { hills, type Pen, polygon } from '../drawing.ts';
import type { Random } from '../random.ts';
import type { Variables } from '../variables.ts';
import { drawFir, drawHouse, drawSky, drawTree } from './parts.ts';

/** Trees one behind the other on a forest floor. */
export function drawForest(pen: Pen, { time, typical }: Variables, random: Random): void {
  drawSky(pen, 60, { time, random });
  const ground = random.between(78, 92);
  pen.path(hills(ground, 4, random.next()), ['#5d6b35', '#3d4524'], { object: 'forest floor', material: 'grass' });
  for (let tree = random.whole(6, 10), y = ground + 3; tree > 0; tree--, y += 3) {
    if (random.chance(0.35)) drawFir(pen, [random.between(4, 124), y, random.between(44, 66)], false);
    else drawTree(pen, [random.between(4, 124), y, random.between(48, 74)], random);
  }
  for (let bush = random.whole(1, 3); bush > 0; bush--)
    pen.ellipse(
      [random.between(6, 122), random.between(108, 120), random.between(8, 14), random.between(6, 9)],
      ['#5f8f3d', '#36592a'],
      { object: 'bush', material: 'foliage' },
    );
  if (typical)
    for (let cap = random.whole(1, 4); cap > 0; cap--) {
      const x = random.between(10, 118);
      const y = random.between(112, 124);
      pen.rect([x - 1.5, y - 5, 3, 6], '#f1e8d6', { object: 'mushroom' });
      pen.path(`M${x.toFixed(2)} ${(y - 10).toFixed(2)}l6 6l-12 0Z`, '#cc2f2a', {
        object: 'mushroom',
        part: 'mushroom cap',
      });
    }
}

/** Meadow with hay bales, flowers, a fence and perhaps a house and trees. */
export function drawField(pen: Pen, { time, typical }: Variables, random: Random): void {
  const ground = random.between(58, 72);
  drawSky(pen, ground, { time, random });
  if (random.chance(0.5)) drawMountain(pen, ground, random);
  pen.path(
    hills(ground, random.between(2, 6), random.next()),
    random.pick([
      ['#9cc25a', '#5f8f3a'],
      ['#d8c261', '#a88f3c'],
    ] as const),
    { object: 'meadow', material: 'grass' },
  );
  if (random.chance(0.6))
    drawHouse(pen, [random.between(20, 108), ground + 10, random.between(20, 30)], { time, random });
  for (let tree = random.whole(0, 2); tree > 0; tree--)
    drawTree(pen, [random.between(8, 120), ground + 14, random.between(26, 40)], random);
  if (typical)
    for (let bale = random.whole(1, 4); bale > 0; bale--)
      pen.ellipse(
        [random.between(12, 116), random.between(88, 108), random.between(7, 11), random.between(6, 9)],
        ['#e3c366', '#b08a35'],
        { object: 'hay bale', material: 'straw' },
      );
  if (random.chance(0.5)) {
    for (let x = 4; x < 128; x += 15) pen.rect([x, 104, 3, 18], '#8a6440', { object: 'fence', material: 'wood' });
    for (const y of [108, 115]) pen.rect([0, y, 128, 2.5], '#94704a', { object: 'fence', material: 'wood' });
  }
  for (let flower = random.whole(0, 9); flower > 0; flower--)
    pen.ellipse(
      [random.between(4, 124), random.between(96, 126), 1.8, 1.8],
      random.pick(['#e84f8a', '#f7f3e3', '#8a4fc2', '#e0412f']),
      { object: 'flower' },
    );
}

/** Snow cover, firs, perhaps mountains, a house and a snowman. */
export function drawWinter(pen: Pen, { time, typical }: Variables, random: Random): void {
  const ground = random.between(60, 76);
  drawSky(pen, ground, { time, random });
  if (random.chance(0.6)) drawMountain(pen, ground, random);
  pen.path(hills(ground, random.between(2, 6), random.next()), ['#f7fafc', '#cfdde8'], {
    object: 'snow cover',
    material: 'snow',
  });
  if (random.chance(0.4))
    drawHouse(pen, [random.between(20, 108), ground + 12, random.between(20, 30)], { time, random });
  for (let fir = random.whole(1, 5); fir > 0; fir--)
    drawFir(pen, [random.between(8, 120), ground + random.between(8, 30), random.between(28, 48)], true);
  if (!typical) return;
  const x = random.between(24, 104);
  const snow = ['#ffffff', '#dbe5ee'] as const;
  for (const [y, radius] of [
    [112, 11],
    [96, 8],
    [84, 6],
  ] as const)
    pen.ellipse([x, y, radius, radius], snow, { object: 'snowman', material: 'snow' });
  pen.rect([x - 5, 71, 10, 8], '#26262c', { object: 'snowman', part: 'hat', material: 'fabric' });
  pen.path(polygon([x, 83], [x, 86], [x + 8, 85]), '#ef7d22', { object: 'snowman', part: 'carrot nose' });
}

/** Dunes with rocks and cacti. */
export function drawDesert(pen: Pen, { time, typical }: Variables, random: Random): void {
  const ground = random.between(62, 78);
  drawSky(pen, ground, { time, random });
  if (random.chance(0.3)) drawMountain(pen, ground, random);
  pen.path(hills(ground, 8, random.next()), ['#e7b96a', '#c98f45'], { object: 'dune', material: 'sand' });
  pen.path(hills(ground + 22, 9, random.next()), ['#efc680', '#cf9a52'], { object: 'dune', material: 'sand' });
  for (let rock = random.whole(0, 3); rock > 0; rock--)
    pen.ellipse(
      [random.between(8, 120), random.between(100, 120), random.between(5, 12), random.between(4, 7)],
      ['#a5745a', '#6f4a3a'],
      { object: 'rock', material: 'stone' },
    );
  if (typical)
    for (let cactus = random.whole(1, 3); cactus > 0; cactus--) {
      const x = random.between(14, 114);
      const y = random.between(88, 112);
      for (const [dx, dy, width, height] of [
        [-3, -34, 6, 34],
        [-10, -18, 8, 4],
        [-10, -26, 4, 10],
        [2, -14, 8, 4],
        [7, -24, 4, 12],
      ] as const)
        pen.rect([x + dx, y + dy, width, height], ['#5b9a4e', '#35693a'], { object: 'cactus' });
    }
}

function drawMountain(pen: Pen, ground: number, random: Random): void {
  const x = random.between(24, 104);
  const peak = ground - random.between(24, 38);
  const half = random.between(34, 50);
  pen.path(polygon([x - half, ground + 8], [x + half, ground + 8], [x, peak]), ['#8b90a3', '#5e6579'], {
    object: 'mountain',
    material: 'stone',
  });
  pen.path(
    polygon(
      [x - half * 0.2, peak + (ground + 8 - peak) * 0.2],
      [x + half * 0.2, peak + (ground + 8 - peak) * 0.2],
      [x, peak],
    ),
    '#f1f5f8',
    { object: 'mountain', part: 'snow cap', material: 'snow' },
  );
}
