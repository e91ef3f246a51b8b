import { DatasetError } from '@strata/domain';
import { LABEL_MAX } from '../../concept-list.ts';
import type { CsvRow } from '../../csv-file.ts';
import { voidLabel } from '../files/index-masks.ts';
import { Names } from '../files/names.ts';

export interface NamedValues {
  readonly names: readonly string[];
  readonly voids: readonly string[];
  readonly labels: ReadonlyMap<number, number>;
}

export interface NamedValuesOptions {
  readonly file: string;
  readonly valueColumn: string;
  readonly nameColumn: string;
}

/**
 * What a table says of values: 0 is the background, whether it is listed or not; rows named "void" mark pixels without a
 * label; two values of one name are one concept.
 * @throws DatasetError naming the line for a value that is no number or occurs twice, and for an empty name
 */
export function namedValues(
  rows: readonly CsvRow[],
  { file, valueColumn, nameColumn }: NamedValuesOptions,
): NamedValues {
  const [names, voids] = [new Names(), new Names()];
  const labels = new Map<number, number>([[0, 0]]);
  const seen = new Set<number>();
  for (const { line, cells } of rows) {
    const [text = '', name = ''] = [cells[valueColumn], cells[nameColumn]];
    const value = Number(text);
    if (!/^\d+$/u.test(text) || value > LABEL_MAX) {
      throw new DatasetError(`${file}, line ${line}: expected ${valueColumn} from 0 to ${LABEL_MAX}, found "${text}".`);
    }
    if (seen.has(value)) throw new DatasetError(`${file}, line ${line}: value ${value} occurs twice.`);
    if (name === '') throw new DatasetError(`${file}, line ${line}: expected a name, found none.`);
    seen.add(value);
    if (/^(?:void|unlabell?ed|ignore)$/iu.test(name)) labels.set(value, voidLabel(voids.labelOf(name) - 1));
    else if (value === 0 && /^(?:_?background_?|none|other)$/iu.test(name)) continue;
    else labels.set(value, names.labelOf(name));
  }
  if (names.list.length === 0) throw new DatasetError(`${file}: expected at least one name, found none.`);
  return { names: names.list, voids: voids.list, labels };
}
