import type { Measurement } from './report-line.ts';

/** A line of the table: what is to be reached, and which measurement says whether it is. */
interface Target {
  readonly what: string;
  readonly reach: string;
  readonly stretch: string;
  readonly measure: Pick<Measurement, 'stage' | 'what'> & { readonly on: string | RegExp };
}

const FIRE9 = 'SqueezeNet fire9, 13 on 112';
const target = (
  what: string,
  [reach, stretch]: [string, string],
  [stage, on, name]: [string, string | RegExp, string],
): Target => ({
  what,
  reach,
  stretch,
  measure: { stage, on, what: name },
});

const TARGETS: readonly Target[] = [
  target(
    'hits, 5 ranges at once, a pixel·unit, dense',
    ['≤ 1.5 ns', '≤ 0.8 ns'],
    ['hits', FIRE9, 'a pixel and unit, dense'],
  ),
  target('… post-ReLU', ['≤ 0.8 ns', '≤ 0.3 ns'], ['hits', FIRE9, 'a pixel and unit, post-ReLU']),
  target('… the plain twin over it, dense', ['≥ 8', '≥ 20'], ['hits', FIRE9, 'the plain twin over it, dense']),
  target('… post-ReLU', ['≥ 8', '≥ 20'], ['hits', FIRE9, 'the plain twin over it, post-ReLU']),
  target(
    'hits on drawn worlds, the plain twin over it, M',
    ['≥ 8', '≥ 20'],
    ['hits', 'M', 'plain twin over compiled kernel'],
  ),
  ...beamTargets(),
  ...optimalTargets(),
  ...evidenceTargets(),
  target(
    'a formula against 1,000 neurons × 5 ranges, S',
    ['≤ 1,000 ms', '≤ 300 ms'],
    ['score', 'S', 'a formula against all ranges'],
  ),
  target('… dense masks over it', ['≥ 20', '≥ 100'], ['score', 'S', 'the same by dense masks, over it']),
  target(
    'ranges, a unit of 1.1 million values, dense',
    ['≤ 150 ms', '≤ 60 ms'],
    ['ranges', '1.1 million values', 'a unit, k = 5, dense'],
  ),
  target(
    '… post-ReLU',
    ['≤ 150 ms', '≤ 60 ms'],
    ['ranges', '1.1 million values', 'a unit, k = 5, post-ReLU, half of them zeros'],
  ),
  target(
    'whole layer over one forward pass, fire9, 1,000 samples, beam',
    ['≤ 1.0', '≤ 0.4'],
    ['layer', /photographs/, "over the model's forward pass, beam"],
  ),
  target('… optimal', ['≤ 1.0', '≤ 0.4'], ['layer', /photographs/, "over the model's forward pass, optimal"]),
  target(
    '… beam, processor time',
    ['', ''],
    ['layer', /photographs/, "over the model's forward pass, beam, processor time"],
  ),
  target(
    '… optimal, processor time',
    ['', ''],
    ['layer', /photographs/, "over the model's forward pass, optimal, processor time"],
  ),
  target('… M, drawn', ['', ''], ['layer', 'M', 'explaining 512 units over one forward pass']),
  target('… L, drawn', ['', ''], ['layer', 'L', 'explaining 512 units over one forward pass']),
  target('peak memory, L', ['≤ 6,000 MB', '≤ 3,000 MB'], ['memory', 'L', 'peak of the process, all stages']),
];

function evidenceTargets(): Target[] {
  const [world, over] = ['camvid60, by images', 'over search and hits'];
  return [
    target('held-out folds over search and hits, fire9', ['≤ 1.5', '≤ 1.2'], ['evidence', world, `folds, ${over}`]),
    target('… and the null with P = 19, searches repeated', ['≤ 6', '≤ 3'], ['evidence', world, `P = 19, ${over}`]),
    ...['M', 'L'].map((size) =>
      target(
        `the default over the layer without evidence, ${size}`,
        ['≤ 1.5', '≤ 1.2'],
        ['evidence', size, 'default, the layer over one without'],
      ),
    ),
  ];
}

function beamTargets(): Target[] {
  const bounds: [string, [string, string]][] = [
    ['camvid60_squeezenet', ['≤ 0.25 ms', '≤ 0.125 ms']],
    ['M', ['≤ 3 ms', '≤ 1.5 ms']],
    ['L', ['≤ 40 ms', '≤ 20 ms']],
  ];
  return bounds.map(([on, reach]) =>
    target(`beam search, a range, ${on}`, reach, ['search', on, 'beam, a range, mean']),
  );
}

function optimalTargets(): Target[] {
  const bounds: [string, [string, string]][] = [
    ['camvid60_squeezenet', ['≤ 1', '≤ 0.5']],
    ['S', ['≤ 3', '≤ 1']],
    ['M', ['≤ 3', '≤ 1']],
  ];
  return [
    ...bounds.map(([on, reach]) =>
      target(`optimal over beam, mean, ${on}`, reach, ['search', on, 'optimal over beam, mean']),
    ),
    ...[['camvid60_squeezenet', '≤ 20 ms'] as const, ['s200c60', '≤ 100 ms'] as const].map(([on, reach]) =>
      target(
        `optimal of four concepts, a range, ${on}`,
        [reach, ''],
        ['search', on, 'optimal of four concepts, a range, mean'],
      ),
    ),
    target('optimal, a range, worst, M', ['≤ 500 ms', '≤ 100 ms'], ['search', 'M', 'optimal, a range, worst']),
  ];
}

/** The table of what is to be reached, filled with what was measured. */
export function markdownTable(measurements: readonly Measurement[]): string {
  const lines = TARGETS.map(({ what, reach, stretch, measure }) => {
    const found = measurements.findLast(
      ({ stage, on, what: name }) =>
        stage === measure.stage &&
        name === measure.what &&
        (typeof measure.on === 'string' ? on === measure.on : measure.on.test(on)),
    );
    const value = found
      ? `${Number(found.value.toPrecision(3)).toLocaleString('en-US')} ${found.unit}`
      : 'not measured';
    return `| ${what} | ${reach} | ${stretch} | ${value} |`;
  });
  return ['| what | reach | stretch | measured |', '| --- | --- | --- | --- |', ...lines, ''].join('\n');
}
