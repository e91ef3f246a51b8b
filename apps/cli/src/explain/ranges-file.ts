import { readFile, stat } from 'node:fs/promises';
import { StrataError } from '@strata/domain';
import { z } from 'zod';

const bound = z.number().nullable();
const rangesSchema = z.record(
  z.string().regex(/^(?:0|[1-9]\d*)$/u, 'unit numbers as keys'),
  z
    .array(z.tuple([bound, bound]))
    .min(1)
    .max(32),
);

export type GivenRanges = ReadonlyMap<number, readonly (readonly [number | null, number | null])[]>;

/**
 * Reads `{"<unit>": [[lower, upper], …]}`, null for an open end.
 * @throws StrataError naming the file and the entry when it is not of this form or a range is empty.
 */
export async function readRangesFile(path: string): Promise<GivenRanges> {
  const form = 'Expected {"<unit>": [[lower, upper], …]} with null for an open end.';
  let document: unknown;
  try {
    if (!(await stat(path)).isFile()) throw new Error('it is no file');
    document = JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/u, ''));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StrataError('BAD_CONFIG', `--ranges ${path} can't be read as JSON (${why}). ${form}`, { cause });
  }
  const parsed = rangesSchema.safeParse(document);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new StrataError('BAD_CONFIG', `--ranges ${path}: ${placeOf(issue?.path ?? [])}${issue?.message}. ${form}`);
  }
  if (Object.keys(parsed.data).length === 0) {
    throw new StrataError('BAD_CONFIG', `--ranges ${path}: expected at least one unit, found none. ${form}`);
  }
  const ranges = Object.entries(parsed.data).map(([unit, list]) => [Number(unit), list] as const);
  for (const [unit, list] of ranges) {
    for (const [lower, upper] of list) {
      if (lower !== null && upper !== null && lower >= upper) {
        throw new StrataError(
          'BAD_CONFIG',
          `--ranges ${path}: unit ${unit} has the empty range [${lower}, ${upper}]. Expected lower < upper.`,
        );
      }
    }
  }
  return new Map(ranges);
}

/** "unit 3, range 2: ", counting ranges from 1 as everywhere; nothing for the document itself. */
function placeOf([unit, range]: readonly PropertyKey[]): string {
  if (unit === undefined) return '';
  return `unit ${String(unit)}${range === undefined ? '' : `, range ${Number(range) + 1}`}: `;
}
