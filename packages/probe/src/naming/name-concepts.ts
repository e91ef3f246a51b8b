import { DatasetError } from '@strata/domain';
import type { CsvRow } from '../csv-file.ts';
import type { ProbeConcept } from '../probe-dataset.ts';
import { requireOwnNames } from './own-names.ts';

const LANGUAGE = /^name_([a-z]{2,3}(?:-[A-Za-z]{2,4})?)$/u;
const NAME_COLUMN = /^name_/u;
/** A category that layouts without categories give. */
const UNSAID_CATEGORY = 'object';

export interface NamingOptions {
  /** The table's, for messages. */
  readonly file: string;
  /** Whether the table's categories are taken; where the dataset has its own list they are read from it. Default true. */
  readonly categories?: boolean;
}

/**
 * Gives concepts what the list itself says of them that they were read from; its other rows are of no concepts.
 * @throws DatasetError as `nameConcepts`
 */
export function nameListed(
  concepts: readonly ProbeConcept[],
  rows: readonly CsvRow[],
  file: string,
): readonly ProbeConcept[] {
  const says = Object.keys(rows[0]?.cells ?? {}).some((column) => column === 'synonyms' || NAME_COLUMN.test(column));
  if (!says) return concepts;
  const names = new Set(concepts.map(({ name }) => name));
  return nameConcepts(
    concepts,
    rows.filter(({ cells }) => names.has(cells.name ?? '')),
    { file, categories: false },
  );
}

/**
 * Gives concepts what a table says of them: names in other languages (columns `name_ja`, `name_de`, …), `synonyms` separated
 * by ";", and a `category` where the dataset tells none. Empty cells say nothing; concepts without a row stay as they are.
 * @throws DatasetError naming file and line for a concept that isn't there or has two rows, a column of no language, a category
 * that contradicts the dataset's, or a name or synonym that another concept is called by
 */
export function nameConcepts(
  concepts: readonly ProbeConcept[],
  rows: readonly CsvRow[],
  { file, categories = true }: NamingOptions,
): ProbeConcept[] {
  const languages = languagesOf(rows, file);
  const named = new Map(concepts.map((concept): [string, ProbeConcept] => [concept.name, concept]));
  const lines = new Map<string, number>();
  for (const { line, cells } of rows) {
    const name = cells.name ?? '';
    const where = `${file}, line ${line}`;
    const concept = named.get(name);
    if (concept === undefined) throw unknownConcept(name, { where, known: [...named.keys()] });
    const before = lines.get(name);
    if (before !== undefined) {
      throw new DatasetError(
        `${where}: "${name}" has a row already, line ${before}. Put all that is said of it into one.`,
      );
    }
    lines.set(name, line);
    named.set(name, withRow(concept, { cells, languages, category: categories ? (cells.category ?? '') : '', where }));
  }
  const list = concepts.map(({ name }) => named.get(name) as ProbeConcept);
  requireOwnNames(list, ({ name }) => {
    const line = lines.get(name);
    return line === undefined ? file : `${file}, line ${line}`;
  });
  return list;
}

function languagesOf(rows: readonly CsvRow[], file: string): ReadonlyMap<string, string> {
  const columns = Object.keys(rows[0]?.cells ?? {}).filter((column) => NAME_COLUMN.test(column));
  return new Map(
    columns.map((column) => {
      const code = LANGUAGE.exec(column)?.[1];
      if (code !== undefined) return [column, code];
      throw new DatasetError(`${file}: expected a language's code behind "name_", such as name_ja, found "${column}".`);
    }),
  );
}

interface RowContext {
  readonly cells: CsvRow['cells'];
  /** Codes by their columns. */
  readonly languages: ReadonlyMap<string, string>;
  readonly category: string;
  readonly where: string;
}

function withRow(concept: ProbeConcept, { cells, languages, category, where }: RowContext): ProbeConcept {
  if (category !== '' && category !== concept.category && concept.category !== UNSAID_CATEGORY) {
    throw new DatasetError(
      `${where}: "${concept.name}" is said to be of the category ${category}, the dataset says ${concept.category}. Correct one of them.`,
    );
  }
  const names = { ...concept.names };
  for (const [column, code] of languages) if (cells[column]) names[code] = cells[column];
  const synonyms = [...(concept.synonyms ?? []), ...(cells.synonyms ?? '').split(';').map((one) => one.trim())];
  const called = new Set([concept.name, ...Object.values(names), '']);
  return {
    ...concept,
    category: category || concept.category,
    names,
    synonyms: [...new Set(synonyms)].filter((one) => !called.has(one)),
  };
}

/** An error for a name that no concept has, with the nearest by its beginning. */
export function unknownConcept(
  name: string,
  { where, known }: { readonly where: string; readonly known: readonly string[] },
): DatasetError {
  if (name === '')
    return new DatasetError(`${where}: expected a concept's name, found none. Name it, or take the row out.`);
  const like = known.find((one) => one.toLowerCase() === name.toLowerCase());
  const some = known.slice(0, 5).join(', ');
  const hint = like === undefined ? `The dataset has ${some}${known.length > 5 ? ', …' : ''}` : `Is "${like}" meant`;
  return new DatasetError(
    `${where}: "${name}" is no concept of the dataset. ${hint}${like === undefined ? '.' : '?'} Correct the name, or take the row out.`,
  );
}
