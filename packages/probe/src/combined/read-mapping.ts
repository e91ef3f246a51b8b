import { resolve } from 'node:path';
import { DatasetError } from '@strata/domain';
import { readCsv } from '../csv-file.ts';
import { unknownConcept } from '../naming/name-concepts.ts';
import type { ProbeConcept } from '../probe-dataset.ts';

/** A dataset of a probe that has several, under the name that mappings call it by. */
export interface NamedConcepts {
  readonly name: string;
  readonly concepts: readonly ProbeConcept[];
}

/** What a row of a mapping says of a concept. */
export interface MappedConcept {
  readonly line: number;
  /** What it is called in the probe; "": it is left out. */
  readonly name: string;
  /** Null: that of the dataset. */
  readonly category: string | null;
}

export interface Mapping {
  /** For messages. */
  readonly file: string;
  /** (dataset)(concept) what is said of it. */
  readonly rows: readonly ReadonlyMap<string, MappedConcept>[];
}

/**
 * Reads a mapping: a CSV file with the columns `dataset`, `concept` and `name`, optionally `category`. Concepts that get one
 * name are one; an empty name leaves a concept out; what has no row keeps its name.
 * @throws DatasetError naming file and line for a dataset or a concept that isn't there, or a concept that has two rows
 */
export async function readMapping(path: string, datasets: readonly NamedConcepts[]): Promise<Mapping> {
  const file = resolve(path);
  const rows = datasets.map(() => new Map<string, MappedConcept>());
  const known = datasets.map(({ concepts }) => new Set(concepts.map(({ name }) => name)));
  for (const { line, cells } of await readCsv(file, ['dataset', 'concept', 'name'])) {
    const where = `${file}, line ${line}`;
    const at = datasets.findIndex(({ name }) => name === cells.dataset);
    if (at < 0) {
      throw new DatasetError(
        `${where}: "${cells.dataset}" is none of the datasets. They are called by their folders: ${datasets.map(({ name }) => name).join(', ')}.`,
      );
    }
    const concept = cells.concept ?? '';
    if (!known[at]?.has(concept)) throw unknownConcept(concept, { where, known: [...(known[at] ?? [])] });
    const before = rows[at]?.get(concept);
    if (before !== undefined) {
      throw new DatasetError(
        `${where}: "${concept}" of ${cells.dataset} has a row already, line ${before.line}. Keep one of them.`,
      );
    }
    rows[at]?.set(concept, { line, name: cells.name ?? '', category: cells.category || null });
  }
  return { file, rows };
}
