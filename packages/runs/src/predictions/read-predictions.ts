import { StrataError } from '@strata/domain';
import { type ProbeSample, readCsv } from '@strata/probe';

/** Columns that say which image a row is about, and what was predicted for it; the first that is there counts. */
const [KEYS, PREDICTIONS] = [
  ['key', 'path', 'image'],
  ['prediction', 'predicted'],
] as const;
/** The greatest number that is kept for a class. */
const CLASS_MAX = 2 ** 31 - 1;

/** What the network's own framework predicts for one image. */
export interface HandedPrediction {
  /** The image's path or name; null where the file names none. */
  readonly key: string | null;
  /** The output with the greatest value, from 0. */
  readonly prediction: number;
  /** The right class; null where the file doesn't say. */
  readonly className: string | null;
}

/**
 * Reads predictions that were handed in: a table with a `prediction`, the output's number from 0, and optionally a `key`
 * (the image's path or name) and a `class` (the right one).
 * @throws DatasetError when it is no such table; StrataError BAD_CONFIG naming the line of a prediction that is no number, or
 * of a key that is missing or there twice
 */
export async function readPredictions(path: string): Promise<readonly HandedPrediction[]> {
  const rows = await readCsv(path, []);
  const names = Object.keys(rows[0]?.cells ?? {});
  const [keyName, predictionName] = [KEYS, PREDICTIONS].map((known) => known.find((name) => names.includes(name)));
  if (predictionName === undefined) {
    throw bad(path, `expected a column "prediction" and a row for each image, found ${names.join(', ') || 'none'}.`);
  }
  const read = rows.map(({ line, cells }) => ({
    key: (keyName && cells[keyName]) || null,
    prediction: classIndex(cells[predictionName] ?? '', `${path}, line ${line}`),
    className: cells.class || null,
  }));
  requireKeys(read, { path, lines: rows.map(({ line }) => line) });
  return read;
}

/**
 * (sample) the row of each: by its key, which may be a longer path that ends in the dataset's or the other way round; without
 * keys, by its place.
 * @throws StrataError BAD_CONFIG when an image has none, or nothing says which
 */
export function predictionsOf(
  samples: readonly Pick<ProbeSample, 'key'>[],
  { rows, path }: { readonly rows: readonly HandedPrediction[]; readonly path: string },
): readonly HandedPrediction[] {
  if (rows[0]?.key == null) {
    if (rows.length === samples.length) return rows;
    throw bad(
      path,
      `expected ${samples.length} rows, one for each image of the dataset in its order, found ${rows.length}. Or name the images in a column "key".`,
    );
  }
  const find = finderOf(rows);
  return samples.map(({ key }, index) => {
    const found = find(plain(key));
    if (found !== null) return found;
    throw bad(
      path,
      `expected one row for each image of the dataset, found none or several that can be meant for sample ${index}, "${key}". Name images in "key" as the dataset does.`,
    );
  });
}

/** By the whole key, else by the only one that ends with it, else by the longest end of it that is one. */
function finderOf(rows: readonly HandedPrediction[]): (key: string) => HandedPrediction | null {
  const whole = new Map(rows.map((row) => [plain(row.key as string), row]));
  const ends = new Map<string, HandedPrediction | null>();
  for (const row of rows) {
    for (const end of endsOf(plain(row.key as string))) ends.set(end, ends.has(end) ? null : row);
  }
  return (key) => {
    const exact = whole.get(key);
    if (exact) return exact;
    if (ends.has(key)) return ends.get(key) ?? null;
    for (const end of endsOf(key)) {
      const shorter = whole.get(end);
      if (shorter) return shorter;
    }
    return null;
  };
}

/** What of a path is left without its first folders, longest first. */
function endsOf(path: string): string[] {
  const names = path.split('/');
  return names.slice(1).map((_, from) => names.slice(from + 1).join('/'));
}

function plain(key: string): string {
  return key.replaceAll('\\', '/').replace(/^(?:\.?\/)+/u, '');
}

function requireKeys(
  rows: readonly HandedPrediction[],
  { path, lines }: { readonly path: string; readonly lines: readonly number[] },
): void {
  const named = rows.some(({ key }) => key !== null);
  const seen = new Set<string>();
  for (const [i, { key }] of rows.entries()) {
    if (!named) continue;
    if (key === null)
      throw bad(`${path}, line ${lines[i]}`, 'expected the image in "key", found none. Fill all or none.');
    if (seen.has(plain(key)))
      throw bad(`${path}, line ${lines[i]}`, `"${key}" is there twice. Leave one row for each image.`);
    seen.add(plain(key));
  }
}

function classIndex(text: string, where: string): number {
  const value = Number(text);
  if (/^\d+$/u.test(text) && value <= CLASS_MAX) return value;
  throw bad(where, `expected the number, from 0, of the network's greatest output as prediction, found "${text}".`);
}

function bad(where: string, what: string): StrataError {
  return new StrataError('BAD_CONFIG', `--predictions ${where}: ${what}`, { context: { file: where } });
}
