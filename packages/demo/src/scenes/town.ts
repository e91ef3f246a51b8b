import type { Pen } from '../drawing.ts';
import type { Random } from '../random.ts';
import type { Variables } from '../variables.ts';
import { drawCar, drawSky, drawTree } from './parts.ts';

/** Buildings along a road, with lamps, trees and perhaps cars. */
export function drawStreet(pen: Pen, { time, typical }: Variables, random: Random): void {
  drawSky(pen, 50, { time, random });
  const ground = random.between(80, 88);
  for (let x = random.between(-10, 4); x < 128; ) {
    const width = random.between(24, 40);
    drawBuilding(pen, [x, ground, width], { lit: time === 'night', random });
    x += width + random.pick([0, 0, 6]);
  }
  pen.rect([0, ground, 128, 10], ['#bdb8ae', '#a29d94'], { object: 'pavement', material: 'stone' });
  pen.rect([0, ground + 10, 128, 128], ['#6a6c72', '#4a4c52'], { object: 'road', material: 'asphalt' });
  for (let x = random.between(0, 12); x < 128; x += 24)
    pen.rect([x, 112, 12, 2], '#e6e2d4', { object: 'road', material: 'asphalt' });
  if (random.chance(0.5)) drawTree(pen, [random.between(10, 118), ground + 6, random.between(30, 42)], random);
  if (random.chance(0.6)) {
    const x = random.between(10, 118);
    pen.rect([x - 1, ground - 40, 2.5, 46], '#3b3d42', { object: 'street lamp', part: 'lamp post', material: 'metal' });
    pen.ellipse([x, ground - 41, 4.5, 3.5], time === 'night' ? '#fff0a8' : '#d8d6c8', {
      object: 'street lamp',
      part: 'lamp head',
      material: 'glass',
    });
  }
  if (typical)
    for (let car = random.whole(1, 2), y = 108; car > 0; car--, y += 14)
      drawCar(pen, [random.between(20, 108), y, random.between(15, 21)], random);
}

/** Indoors: wall, floor, window to the sky, sofa, table, picture, rug. */
export function drawRoom(pen: Pen, { time, typical }: Variables, random: Random): void {
  pen.rect(
    [0, 0, 128, 128],
    random.pick([
      ['#e9dcc3', '#d6c4a2'],
      ['#b9cbd3', '#9db2bd'],
      ['#dfb8a8', '#c99a89'],
    ] as const),
    { object: 'room wall', material: 'plaster' },
  );
  const floor = random.between(84, 94);
  pen.rect([0, floor, 128, 128 - floor], ['#a87850', '#7c5434'], { object: 'floor', material: 'wood' });
  const left = random.between(8, 28);
  pen.rect([left - 3, 15, 42, 40], '#f2ede1', { object: 'room window', material: 'wood' });
  const view = { noon: ['#7cb9ea', '#d8edf8'], sunset: ['#8a5a94', '#ffb070'], night: ['#0d1638', '#2c3c70'] } as const;
  for (const dx of [0, 19])
    pen.rect([left + dx, 18, 17, 34], view[time], { object: 'room window', part: 'window', material: 'glass' });
  if (random.chance(0.7)) {
    const x = random.between(72, 96);
    pen.rect([x, 18, 26, 22], '#6b4a2a', { object: 'picture', part: 'picture frame', material: 'wood' });
    pen.rect(
      [x + 3, 21, 20, 16],
      random.pick([
        ['#e8754f', '#f2d08a'],
        ['#5b8fb5', '#cfe0d0'],
        ['#7a4fa0', '#e0a0c0'],
      ] as const),
      { object: 'picture' },
    );
  }
  if (random.chance(0.6))
    pen.ellipse(
      [random.between(44, 84), 116, random.between(28, 42), 8],
      random.pick([
        ['#b5413c', '#8c2c2c'],
        ['#3f6f8f', '#2a4f6b'],
        ['#7a4b8f', '#57346b'],
      ] as const),
      { object: 'rug', material: 'fabric' },
    );
  if (typical) drawSofa(pen, random.between(8, 60), random);
  if (random.chance(0.6)) drawTable(pen, random.between(8, 84));
}

function drawSofa(pen: Pen, x: number, random: Random): void {
  const [light, dark] = random.pick([
    ['#4f7f9f', '#345a75'],
    ['#b04a45', '#85302e'],
    ['#6f8f55', '#4d6a3a'],
  ] as const);
  pen.rect([x, 64, 58, 26], [light, dark], { object: 'sofa', part: 'sofa back', material: 'fabric' });
  pen.rect([x - 4, 84, 66, 20], [light, dark], { object: 'sofa', material: 'fabric' });
  for (const dx of [6, 40])
    pen.rect([x + dx, 72, 13, 12], random.pick(['#f0c95a', '#f5efe0', '#e58fae']), {
      object: 'sofa',
      part: 'cushion',
      material: 'fabric',
    });
}

function drawTable(pen: Pen, x: number): void {
  for (const dx of [3, 30])
    pen.rect([x + dx, 98, 4, 22], '#6e4827', { object: 'table', part: 'table leg', material: 'wood' });
  pen.rect([x, 94, 37, 5], '#8f6238', { object: 'table', part: 'table top', material: 'wood' });
}

function drawBuilding(
  pen: Pen,
  [x, ground, width]: readonly [number, number, number],
  { lit, random }: { lit: boolean; random: Random },
): void {
  const height = random.between(38, 68);
  const [paint, material] = random.pick([
    [['#b8634a', '#93482f'], 'brick'],
    [['#d9c8a8', '#b8a582'], 'plaster'],
    [['#9fa9b3', '#7d8790'], 'stone'],
  ] as const);
  pen.rect([x, ground - height, width, height], paint, { object: 'building', material });
  pen.rect([x - 1, ground - height - 3, width + 2, 4], '#5e4a42', { object: 'building', part: 'roof' });
  for (let y = ground - height + 6; y < ground - 18; y += 12)
    for (let wx = x + 4; wx < x + width - 6; wx += 9)
      pen.rect([wx, y, 5.5, 7], lit && random.chance(0.6) ? '#ffd873' : lit ? '#28324a' : '#9cc3d8', {
        object: 'building',
        part: 'window',
        material: 'glass',
      });
  pen.rect([x + width / 2 - 3, ground - 12, 7, 12], '#4f3524', { object: 'building', part: 'door', material: 'wood' });
}
