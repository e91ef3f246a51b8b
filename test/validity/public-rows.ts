import { join } from 'node:path';
import { isSpecialized, type RunExcess, readExcess } from '@strata/db';
import { type NetworkOnProbe, photographsOnProbe, withExplainer } from './explain-networks.ts';
import { writeMarked } from './marked-text.ts';
import type { ValidityRow } from './row.ts';
import { givenRows } from './untrained-rows.ts';
import { mobileNet, squeezeNet } from './worlds.ts';

const MARKS = { start: '<!-- excess -->', end: '<!-- end of excess -->' };
const HEAD = [
  '| network | range | neurons | specialized | untrained (band) | excess, points (95 % interval) | times shuffled over untrained |',
  '| --- | --- | --- | --- | --- | --- | --- |',
];

/** Writes the lines between the marks of docs/validity.md. */
export async function writeExcess(lines: readonly string[]): Promise<void> {
  await writeMarked(MARKS, [...HEAD, ...lines]);
}

/** What pretrained networks show beside five untrained ones each: rows of the table, and lines of the table of excesses. */
export interface PublicRows {
  readonly rows: readonly ValidityRow[];
  readonly excess: readonly string[];
}

/** SqueezeNet, with five more untrained networks given as trained ones, and MobileNetV2, on photographs. */
export async function publicRows(folder: string): Promise<PublicRows> {
  const found = [
    await networkRows(join(folder, 'squeezenet'), { name: 'SqueezeNet fire9', network: await squeezeNet(), given: 5 }),
    await networkRows(join(folder, 'mobilenet'), { name: 'MobileNetV2 conv52', network: await mobileNet(), given: 0 }),
  ];
  return { rows: found.flatMap(({ rows }) => rows), excess: found.flatMap(({ excess }) => excess) };
}

async function networkRows(
  folder: string,
  { given, ...network }: Pick<NetworkOnProbe, 'name' | 'network'> & { readonly given: number },
): Promise<PublicRows> {
  const onProbe = await photographsOnProbe(folder, network);
  return withExplainer(folder, onProbe, async (explainer) => {
    const rows = await givenRows(explainer, { name: onProbe.name, given });
    const pretrained = await explainer.explain(network.network.modelPath, { label: 'pretrained', isBaseline: false });
    const [excess] = await readExcess(explainer.store, [pretrained]);
    if (!excess) throw new Error('Five untrained networks are enough to be measured against.');
    return { rows: [...rows, ...learntRows(excess, onProbe.name)], excess: excessLines(excess, network.name) };
  });
}

/** Training shows above the lowest range; in that one networks fire weakly, trained or not. */
function learntRows({ ranges, seeds }: RunExcess, name: string): ValidityRow[] {
  const above = ranges.filter(({ clusterIndex }) => clusterIndex > 1);
  const about = {
    id: 'specialization',
    nothing: false,
    what: `the pretrained network beside ${seeds} untrained ones, ${name}`,
  };
  return [
    {
      ...{ ...about, of: above.length, reach: 0 },
      statement: 'the specialized share of one of ranges 2–5 is not known to lie above untrained networks',
      wrong: above.filter(({ share }) => share.excess.lower <= 0).length,
    },
    {
      ...{ ...about, of: 1, reach: 0 },
      statement: 'range 1 is said to be specialized beyond them',
      wrong: ranges.filter((range) => range.clusterIndex === 1 && isSpecialized(range) === 'YES').length,
    },
  ];
}

const percent = (value: number): string => `${(100 * value).toFixed(0)}`;
const times = (value: number): string => Math.exp(value).toFixed(2);

function excessLines({ ranges, rise, timesShuffledRise }: RunExcess, name: string): string[] {
  const lines = ranges.map((range) => {
    const { clusterIndex, n, share, timesShuffled } = range;
    const own = share.baseline.value + share.excess.value;
    const factor = timesShuffled && factorOf(timesShuffled.excess);
    return `| ${name} | ${clusterIndex} | ${n} | ${percent(own)} % | ${percent(share.baseline.value)} % (${interval(share.baseline)}) | ${signed(share.excess.value)} (${interval(share.excess)}) | ${factor ?? 'not known'} |`;
  });
  const steps = rise ? `${signed(rise.value)} (${interval(rise)})` : 'not known';
  const grows = timesShuffledRise ? factorOf(timesShuffledRise) : 'not known';
  return [
    ...lines,
    `| ${name} | from ${rise?.lowest ?? 1} to ${rise?.highest ?? 5} | ${rise?.n ?? 0} | | | ${steps} | ${grows} |`,
  ];
}

function interval({ lower, upper }: { readonly lower: number; readonly upper: number }): string {
  return `${signed(lower)} to ${signed(upper)}`.replaceAll('+', '');
}

function signed(value: number): string {
  const size = percent(Math.abs(value));
  if (Number(size) === 0) return '0';
  return value < 0 ? `−${size}` : `+${size}`;
}

function factorOf({ value, lower, upper }: RunExcess['ranges'][number]['share']['excess']): string {
  return `${times(value)}× (${times(lower)}–${times(upper)})`;
}
