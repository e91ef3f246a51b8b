import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openActivations } from '@strata/compute';
import { StrataError } from '@strata/domain';
import {
  checkLayouts,
  findTensor,
  type OnnxModel,
  openLayerSession,
  type Preprocessing,
  preprocessingSchema,
  readModel,
  whyWrong,
} from '@strata/onnx';

/** Of the largest value: exported graphs add up in another order. */
const TOLERANCE = 2e-3;

interface About {
  readonly side: number;
  /** Files of maps, by module. */
  readonly recorded: Readonly<Record<string, string>>;
  /** Why a module gives no map, by module. */
  readonly refused: Readonly<Record<string, string>>;
}

interface Tally {
  right: number;
  refused: number;
  /** Taken as maps here, refused by the framework's recorder: nobody to ask. */
  alone: number;
  wrong: string[];
}

/**
 * Holds what is read of each module of a network against what the framework's own hooks gave for the same picture, value by
 * value: the rows of docs/networks.md. `node hold-layouts.ts OUT`, after export.py.
 */
async function main(out: string): Promise<void> {
  const names = readdirSync(out).filter((name) => statSync(join(out, name), { throwIfNoEntry: false })?.isDirectory());
  process.stdout.write(
    '| network | right | refused | without a witness | wrong |\n| --- | ---: | ---: | ---: | ---: |\n',
  );
  const all: Tally = { right: 0, refused: 0, alone: 0, wrong: [] };
  let networks = 0;
  for (const name of names.sort()) {
    const about = readAbout(join(out, name));
    if (about === null) continue;
    const tally = await holdNetwork(join(out, name), about);
    networks += 1;
    for (const kind of ['right', 'refused', 'alone'] as const) all[kind] += tally[kind];
    all.wrong.push(...tally.wrong);
    process.stdout.write(`| ${name} | ${tally.right} | ${tally.refused} | ${tally.alone} | ${tally.wrong.length} |\n`);
    for (const line of tally.wrong) process.stderr.write(`${name}: ${line}\n`);
  }
  process.stdout.write(
    `| **${networks} networks** | **${all.right}** | **${all.refused}** | **${all.alone}** | **${all.wrong.length}** |\n`,
  );
  process.exitCode = all.wrong.length === 0 && all.right > 0 ? 0 : 1;
}

function readAbout(folder: string): About | null {
  try {
    return JSON.parse(readFileSync(join(folder, 'about.json'), 'utf8')) as About;
  } catch {
    // Not exported, or not yet.
    return null;
  }
}

async function holdNetwork(folder: string, { side, recorded, refused }: About): Promise<Tally> {
  const path = join(folder, 'model.onnx');
  const preprocessing = preprocessingSchema.parse({ width: side, height: side });
  const model = await readModel(path, { image: preprocessing });
  const tally: Tally = { right: 0, refused: 0, alone: 0, wrong: [] };
  const input = readInput(join(folder, 'input.npy'));
  for (const [module, file] of Object.entries(recorded)) {
    const found = await mapsOf(model, { module, preprocessing, input });
    if (found === null) tally.refused += 1;
    else if (isSame(found, join(folder, file))) tally.right += 1;
    else tally.wrong.push(`${module}: ${found.shape.join('×')} is not what the hook gave`);
  }
  for (const module of Object.keys(refused)) {
    if ((await mapsOf(model, { module, preprocessing, input })) === null) tally.refused += 1;
    else tally.alone += 1;
  }
  return tally;
}

interface Asked {
  readonly module: string;
  readonly preprocessing: Preprocessing;
  readonly input: Float32Array;
}

interface Maps {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** What `strata explain` would take of a module; null where it refuses it. */
async function mapsOf(model: OnnxModel, { module, preprocessing, input }: Asked): Promise<Maps | null> {
  try {
    const { name } = findTensor(model, module);
    const session = await openLayerSession(model.path, { layers: [name], preprocessing, batchSize: 1, alone: true });
    try {
      const image = { input, count: 1 };
      const [verdict] = await checkLayouts(session, { image, preprocessing });
      const [layer] = session.layers;
      if (!layer || !verdict || whyWrong(layer, { verdict, said: false }) !== null) return null;
      return (await session.run(image)).layers[0] ?? null;
    } finally {
      await session.close();
    }
  } catch (error) {
    if (error instanceof StrataError) return null;
    throw error;
  }
}

function isSame({ shape, data }: Maps, path: string): boolean {
  const source = openActivations(path);
  try {
    const [, units, height, width] = shape;
    if (units !== source.units || height !== source.height || width !== source.width) return false;
    const expected = Array.from({ length: source.units }, (_, unit) => [...source.readUnit(unit)]).flat();
    const greatest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
    return expected.every((value, i) => Math.abs(value - (data[i] as number)) <= TOLERANCE * greatest);
  } finally {
    source.close();
  }
}

function readInput(path: string): Float32Array {
  const source = openActivations(path);
  const input = source.readUnit(0);
  source.close();
  return input;
}

const [out] = process.argv.slice(2);
if (out === undefined) throw new Error('Expected the folder that export.py wrote: node hold-layouts.ts OUT');
await main(out);
