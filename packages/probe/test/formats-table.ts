import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFrameReport } from '../src/frame-report.ts';
import { openProbeDataset } from '../src/index.ts';

/** An image as a case's right values have it. */
interface RightImage {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly concepts: Readonly<Record<string, { readonly pixels: number; readonly rows: readonly string[] }>>;
}

interface RightValues {
  readonly format: string;
  readonly names?: readonly string[];
  readonly images?: readonly RightImage[];
  readonly tolerance?: Readonly<Record<string, number>>;
  readonly error?: { readonly file: string; readonly item: string };
}

/** A case, and what came of it: "right", "refused" (as it must be), or what is wrong. */
export interface Outcome {
  readonly name: string;
  readonly format: string;
  readonly outcome: string;
}

/**
 * Reads every case of a folder with `--format auto` and holds what comes against its `expected.json`.
 * @param cases folders with `input/` and `expected.json`
 */
export async function formatsTable(cases: string): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const name of readdirSync(cases).sort()) {
    const folder = join(cases, name);
    if (!existsSync(join(folder, 'expected.json'))) continue;
    const right = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as RightValues;
    outcomes.push({ name, format: right.format, outcome: await outcomeOf(join(folder, 'input'), right) });
  }
  return outcomes;
}

async function outcomeOf(input: string, right: RightValues): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-formats-'));
  try {
    const dataset = await openProbeDataset(input, { format: 'auto', pictures: join(folder, 'pictures') });
    const path = join(folder, 'read.json');
    await writeFrameReport(dataset, path, { rows: true });
    if (right.error) return `wrong: no error, read as ${dataset.format}`;
    if (dataset.format !== right.format) return `wrong: read as ${dataset.format}`;
    return difference(JSON.parse(readFileSync(path, 'utf8')), right) ?? 'right';
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const { file, item } = right.error ?? {};
    if (file === undefined || item === undefined) return `wrong: ${message}`;
    return message.includes(file) && message.includes(item) ? 'refused' : `wrong: ${message}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function difference(read: Required<Pick<RightValues, 'names' | 'images'>>, right: RightValues): string | null {
  // The full ADE20K has no list of names, and so no order of them.
  const listed = (names: readonly string[] = []) =>
    JSON.stringify(right.format === 'ade20k-full' ? [...names].sort() : names);
  if (listed(read.names) !== listed(right.names)) return `wrong: names ${read.names.join(', ')}`;
  const images = right.images ?? [];
  const byFile = new Map(read.images.map((image) => [image.file, image]));
  if (byFile.size !== images.length) return `wrong: ${byFile.size} images for ${images.length}`;
  for (const { file, width, height, concepts } of images) {
    const found = byFile.get(file);
    if (!found) return `wrong: no ${file}, but ${[...byFile.keys()].join(', ')}`;
    if (found.width !== width || found.height !== height) return `wrong: ${file} of ${found.width}×${found.height}`;
    for (const name of new Set([...Object.keys(concepts), ...Object.keys(found.concepts)])) {
      const apart = differing(found.concepts[name]?.rows, concepts[name]?.rows, width * height);
      if (apart > (right.tolerance?.[name] ?? 0)) return `wrong: ${file}, ${name}: ${apart} pixels differ`;
    }
  }
  return null;
}

function differing(a: readonly string[] = [], b: readonly string[] = [], most: number): number {
  const [x, y] = [a.join(''), b.join('')];
  if (x === '' || y === '') return most;
  return [...x].reduce((sum, pixel, at) => sum + (pixel === y[at] ? 0 : 1), 0);
}
