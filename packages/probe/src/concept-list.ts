import { DatasetError } from '@strata/domain';
import type { CsvRow } from './csv-file.ts';
import type { ProbeConcept } from './probe-dataset.ts';

/** Masks hold labels in 16 bits; 0 means none. */
const INDEX_MAX = 65_535;

/**
 * Turns CSV rows into concepts, ascending by index.
 * @throws DatasetError naming file and row for a bad number, an empty name, or a name or number that occurs twice.
 */
export function conceptList(
  rows: readonly CsvRow[],
  { file, indexColumn }: { file: string; indexColumn: string },
): ProbeConcept[] {
  const names = new Map<string, number>();
  const indices = new Set<number>();
  const concepts = rows.map((row, i) => {
    const line = i + 2;
    const index = Number(row[indexColumn]);
    const name = row.name ?? '';
    if (!/^\d+$/u.test(row[indexColumn] ?? '') || index < 1 || index > INDEX_MAX) {
      throw new DatasetError(
        `${file}, line ${line}: expected ${indexColumn} from 1 to ${INDEX_MAX}, found "${row[indexColumn]}".`,
      );
    }
    if (name === '') throw new DatasetError(`${file}, line ${line}: expected a concept name, found none.`);
    if (indices.has(index)) throw new DatasetError(`${file}, line ${line}: number ${index} occurs twice.`);
    const before = names.get(name);
    if (before !== undefined) {
      throw new DatasetError(
        `${file}, line ${line}: "${name}" is already the name of line ${before}. Rename one: formulas need unique names.`,
      );
    }
    names.set(name, line);
    indices.add(index);
    // Broden writes every category of a concept, the commonest first: "object(60);part(3)".
    const category = (row.category ?? '').split(';')[0]?.replace(/\(\d+\)$/u, '') || 'object';
    return { index, name, category };
  });
  if (concepts.length === 0) throw new DatasetError(`${file}: expected at least one concept, found none.`);
  return concepts.sort((a, b) => a.index - b.index);
}

/** For every index a mask may hold: the position + 1 of its concept, 0 where there is none. */
export function positionLookup(concepts: readonly ProbeConcept[]): Uint16Array {
  const lookup = new Uint16Array(INDEX_MAX + 1);
  concepts.forEach(({ index }, position) => {
    lookup[index] = position + 1;
  });
  return lookup;
}
