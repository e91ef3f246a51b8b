import { StrataError } from '@strata/domain';
import { type ProbeSample, readCsv } from '@strata/probe';

/** The greatest number that the database keeps for a class. */
const CLASS_MAX = 2 ** 31 - 1;

/** What was recorded beside the activations of one sample. */
export interface RecordedRow {
  /** The image's path or name; null where the loader knew none. */
  readonly key: string | null;
  /** The predicted class, from 0; null where none was recorded. */
  readonly prediction: number | null;
}

/**
 * Reads a recording's `predictions.csv` (key, prediction, class; a row for each sample, in their order).
 * @throws DatasetError or StrataError naming the file and the line when it is no such table
 */
export async function readRecordedRows(
  path: string,
  { samples }: { readonly samples: number },
): Promise<readonly RecordedRow[]> {
  const rows = await readCsv(path, ['key', 'prediction']);
  if (rows.length !== samples) {
    throw bad(path, `expected ${samples} rows, one for each sample, found ${rows.length}. Record it again.`);
  }
  const read = rows.map(({ line, cells }) => ({
    key: cells.key || null,
    prediction: classIndex(cells.prediction ?? '', `${path}, line ${line}`),
  }));
  const missing = read.findIndex(({ prediction }) => prediction === null);
  if (missing !== -1 && read.some(({ prediction }) => prediction !== null)) {
    throw bad(
      `${path}, line ${rows[missing]?.line}`,
      'expected a predicted class, found none, though other samples have one. Fill all or none.',
    );
  }
  return read;
}

/** (sample); null where none was recorded. */
export function predictedClasses(rows: readonly RecordedRow[]): Int32Array | null {
  const classes = rows.flatMap(({ prediction }) => (prediction === null ? [] : [prediction]));
  return classes.length === rows.length ? Int32Array.from(classes) : null;
}

/**
 * Makes sure that recorded samples are those of the dataset, in its order. A key fits where it is the dataset's, or a
 * longer path that ends in it, or the other way round; samples without a key fit any.
 * @throws StrataError BAD_SHAPE naming the first that doesn't
 */
export function requireSameOrder(
  rows: readonly RecordedRow[],
  { samples, folder }: { readonly samples: readonly ProbeSample[]; readonly folder: string },
): void {
  const other = rows.findIndex(({ key }, index) => {
    const sample = samples[index];
    // Without images, the dataset's keys are made up.
    return key !== null && sample?.imagePath != null && !sameImage(key, sample.key);
  });
  if (other === -1) return;
  throw new StrataError(
    'BAD_SHAPE',
    `${folder}: sample ${other}: expected "${samples[other]?.key}", as the dataset has there, found "${rows[other]?.key}". ` +
      "The order is what joins images and activations: record the network in the dataset's order, without shuffling.",
    { context: { file: folder, sample: other } },
  );
}

function sameImage(a: string, b: string): boolean {
  const [one, two] = [a, b].map((key) => key.replaceAll('\\', '/').replace(/^(?:\.\/)+/u, '')) as [string, string];
  return one === two || one.endsWith(`/${two}`) || two.endsWith(`/${one}`);
}

function classIndex(text: string, where: string): number | null {
  if (text === '') return null;
  const value = Number(text);
  if (/^\d+$/u.test(text) && value <= CLASS_MAX) return value;
  throw bad(where, `expected a class's number from 0, found "${text}". Record it again.`);
}

function bad(where: string, what: string): StrataError {
  return new StrataError('BAD_CONFIG', `${where}: ${what}`, { context: { file: where } });
}
