import type { Time } from '../concepts.ts';
import { type Pen, polygon } from '../drawing.ts';
import type { Random } from '../random.ts';

const SKY = { noon: ['#4f9be0', '#cfe8f7'], sunset: ['#5a4a8c', '#ffab6b'], night: ['#0a1230', '#2b3a6b'] } as const;

/** Sky down to the horizon, with a sun or moon, clouds, stars and birds. */
export function drawSky(pen: Pen, horizon: number, { time, random }: { time: Time; random: Random }): void {
  pen.rect([0, 0, 128, 128], SKY[time], { object: 'sky' });
  const x = random.between(14, 114);
  if (time === 'night') {
    for (let star = random.whole(4, 12); star > 0; star--)
      pen.ellipse([random.between(2, 126), random.between(2, horizon * 0.7), 0.9, 0.9], '#f3efd6', { object: 'star' });
    pen.ellipse([x, random.between(12, 26), 7, 7], ['#fbf8e4', '#d9d6c0'], { object: 'moon' });
  } else {
    const y = time === 'noon' ? random.between(11, 22) : horizon - random.between(8, 20);
    pen.ellipse([x, y, 8, 8], time === 'noon' ? ['#fff6b0', '#ffe45c'] : ['#ffd36b', '#ff7a45'], { object: 'sun' });
  }
  for (let cloud = random.whole(0, 3); cloud > 0; cloud--) drawCloud(pen, time, random);
  if (random.chance(0.3)) {
    const bx = random.between(20, 100);
    const by = random.between(14, horizon * 0.6);
    pen.path(polygon([bx, by], [bx + 5, by + 3], [bx + 10, by], [bx + 5, by + 5]), '#2a2a33', { object: 'bird' });
  }
}

function drawCloud(pen: Pen, time: Time, random: Random): void {
  const x = random.between(8, 120);
  const y = random.between(10, 36);
  const size = random.between(5, 9);
  const paint = time === 'sunset' ? '#f7b7a3' : (['#ffffff', '#e3ebf2'] as const);
  pen.ellipse([x - size, y + 1, size * 1.1, size * 0.55], paint, { object: 'cloud' });
  pen.ellipse([x + size, y + 1, size * 1.2, size * 0.5], paint, { object: 'cloud' });
  pen.ellipse([x, y - 1, size, size * 0.75], paint, { object: 'cloud' });
}

/** Sailing or motor boat whose waterline is at (x, y). */
export function drawBoat(pen: Pen, [x, y, size]: readonly [number, number, number], random: Random): void {
  const hull = random.pick(['#a63a2b', '#f2eee2', '#25507a', '#6b4326']);
  pen.rect([x - size * 0.05, y - size * 1.5, Math.max(1, size * 0.1), size * 1.4], '#5b3d23', {
    object: 'boat',
    part: 'mast',
    material: 'wood',
  });
  const sail = random.pick(['#fbf6e6', '#e8563f', '#f3c54b']);
  pen.path(
    polygon([x + size * 0.1, y - size * 1.45], [x + size * 0.1, y - size * 0.3], [x + size * 0.85, y - size * 0.3]),
    sail,
    { object: 'boat', part: 'sail', material: 'fabric' },
  );
  pen.path(
    polygon([x - size * 0.1, y - size * 1.25], [x - size * 0.1, y - size * 0.3], [x - size * 0.65, y - size * 0.3]),
    sail,
    { object: 'boat', part: 'sail', material: 'fabric' },
  );
  pen.path(
    polygon(
      [x - size, y - size * 0.2],
      [x + size, y - size * 0.2],
      [x + size * 0.7, y + size * 0.2],
      [x - size * 0.7, y + size * 0.2],
    ),
    hull,
    { object: 'boat', part: 'hull', material: 'wood' },
  );
}

/** Broad-leaved tree standing at (x, y). */
export function drawTree(pen: Pen, [x, y, size]: readonly [number, number, number], random: Random): void {
  const width = size * 0.16;
  pen.rect([x - width / 2, y - size * 0.6, width, size * 0.6], ['#7a5434', '#553820'], {
    object: 'tree',
    part: 'tree trunk',
    material: 'wood',
  });
  const leaf = random.pick([
    ['#5fa044', '#2f6b2c'],
    ['#77ad3f', '#41752a'],
    ['#c98a35', '#8f4f22'],
  ] as const);
  const labels = { object: 'tree', part: 'tree crown', material: 'foliage' } as const;
  pen.ellipse([x - size * 0.18, y - size * 0.62, size * 0.24, size * 0.22], leaf, labels);
  pen.ellipse([x + size * 0.18, y - size * 0.62, size * 0.24, size * 0.22], leaf, labels);
  pen.ellipse([x, y - size * 0.8, size * 0.28, size * 0.25], leaf, labels);
}

/** Fir standing at (x, y), with snow on top when asked. */
export function drawFir(pen: Pen, [x, y, size]: readonly [number, number, number], snowy: boolean): void {
  pen.rect([x - size * 0.05, y - size * 0.2, size * 0.1, size * 0.2], '#5a3d26', {
    object: 'fir',
    part: 'tree trunk',
    material: 'wood',
  });
  for (const [base, half, top] of [
    [0.12, 0.32, 0.55],
    [0.35, 0.25, 0.78],
    [0.58, 0.18, 1],
  ] as const) {
    pen.path(
      polygon([x - size * half, y - size * base], [x + size * half, y - size * base], [x, y - size * top]),
      ['#3f7d55', '#1f4a35'],
      { object: 'fir', part: 'tree crown', material: 'foliage' },
    );
  }
  if (snowy)
    pen.path(
      polygon([x - size * 0.09, y - size * 0.79], [x + size * 0.09, y - size * 0.79], [x, y - size]),
      '#f4f8fb',
      { object: 'fir', part: 'snow cap', material: 'snow' },
    );
}

/** Car seen from the side, its wheels standing at (x, y). */
export function drawCar(pen: Pen, [x, y, size]: readonly [number, number, number], random: Random): void {
  const paint = random.pick(['#c9302c', '#2f66b5', '#e9b928', '#ececec', '#3d8b57']);
  const body = { object: 'car', part: 'car body', material: 'metal' } as const;
  pen.path(
    polygon(
      [x - size * 0.55, y - size * 0.5],
      [x - size * 0.32, y - size * 0.82],
      [x + size * 0.3, y - size * 0.82],
      [x + size * 0.55, y - size * 0.5],
    ),
    paint,
    body,
  );
  pen.rect([x - size, y - size * 0.52, size * 2, size * 0.36], paint, body);
  const glass = { object: 'car', part: 'car window', material: 'glass' } as const;
  pen.path(
    polygon(
      [x - size * 0.42, y - size * 0.5],
      [x - size * 0.27, y - size * 0.75],
      [x - size * 0.03, y - size * 0.75],
      [x - size * 0.03, y - size * 0.5],
    ),
    '#a9cfe0',
    glass,
  );
  pen.path(
    polygon(
      [x + size * 0.05, y - size * 0.5],
      [x + size * 0.05, y - size * 0.75],
      [x + size * 0.26, y - size * 0.75],
      [x + size * 0.42, y - size * 0.5],
    ),
    '#a9cfe0',
    glass,
  );
  pen.rect([x + size * 0.86, y - size * 0.46, size * 0.14, size * 0.13], '#ffe9a0', {
    object: 'car',
    part: 'car light',
    material: 'glass',
  });
  for (const side of [-0.55, 0.55])
    pen.ellipse([x + size * side, y - size * 0.16, size * 0.2, size * 0.2], '#25252a', {
      object: 'car',
      part: 'car wheel',
    });
}

/** House whose ground line's middle is (x, y). */
export function drawHouse(
  pen: Pen,
  [x, y, size]: readonly [number, number, number],
  { time, random }: { time: Time; random: Random },
): void {
  const wall = random.pick(['#e8d9bd', '#b5563f', '#f1ece0']);
  const pane = time === 'night' ? '#ffd873' : '#8fb8cc';
  pen.rect([x + size * 0.2, y - size * 1.05, size * 0.14, size * 0.4], '#7d4a3a', {
    object: 'house',
    part: 'chimney',
    material: 'brick',
  });
  pen.rect([x - size * 0.5, y - size * 0.6, size, size * 0.6], wall, {
    object: 'house',
    material: wall === '#b5563f' ? 'brick' : 'plaster',
  });
  pen.path(
    polygon([x - size * 0.6, y - size * 0.58], [x + size * 0.6, y - size * 0.58], [x, y - size * 1.05]),
    ['#9c4533', '#74301f'],
    { object: 'house', part: 'roof' },
  );
  pen.rect([x - size * 0.1, y - size * 0.34, size * 0.2, size * 0.34], '#5d3c22', {
    object: 'house',
    part: 'door',
    material: 'wood',
  });
  for (const side of [-0.38, 0.18])
    pen.rect([x + size * side, y - size * 0.45, size * 0.2, size * 0.2], pane, {
      object: 'house',
      part: 'window',
      material: 'glass',
    });
}
