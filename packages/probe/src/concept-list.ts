import { DatasetError } from '@strata/domain';
import type { CsvRow } from './csv-file.ts';
import type { ProbeConcept } from './probe-dataset.ts';

/** Masks hold labels in 16 bits; 0 means none. */
export const LABEL_MAX = 65_535;
/** The name of a row whose number marks pixels without a label. */
const VOID_NAME = 'void';

export interface ConceptListOptions {
  readonly file: string;
  readonly indexColumn: string;
  /** Labels that mark pixels without one, beside those of rows named "void". */
  readonly voidLabels: readonly number[];
}

export interface ConceptList {
  /** Ascending by index. */
  readonly concepts: readonly ProbeConcept[];
  /** Ascending: labels that are read as none. */
  readonly voidLabels: readonly number[];
}

/**
 * Turns CSV rows into concepts. A row named "void" is none, nor is one whose number is asked to be void: where masks have
 * that number, there is no label.
 * @throws DatasetError naming file and line for a bad number, an empty name, or a name or number that occurs twice.
 */
export function conceptList(rows: readonly CsvRow[], options: ConceptListOptions): ConceptList {
  const { file, indexColumn } = options;
  const lineOfName = new Map<string, number>();
  const indices = new Set<number>();
  const voidLabels = new Set(options.voidLabels);
  const concepts: ProbeConcept[] = [];
  for (const { line, cells } of rows) {
    const name = cells.name ?? '';
    const isVoid = name.toLowerCase() === VOID_NAME;
    const index = labelOf(cells[indexColumn], { ...options, line, least: isVoid ? 0 : 1 });
    if (name === '') throw new DatasetError(`${file}, line ${line}: expected a concept name, found none.`);
    if (indices.has(index)) throw new DatasetError(`${file}, line ${line}: number ${index} occurs twice.`);
    indices.add(index);
    if (isVoid && index > 0) voidLabels.add(index);
    if (isVoid || voidLabels.has(index)) continue;
    const before = lineOfName.get(name);
    if (before !== undefined) {
      throw new DatasetError(
        `${file}, line ${line}: "${name}" is already the name of line ${before}. Rename one: formulas need unique names.`,
      );
    }
    lineOfName.set(name, line);
    // Broden writes every category of a concept, the commonest first: "object(60);part(3)".
    const category = (cells.category ?? '').split(';')[0]?.replace(/\(\d+\)$/u, '') || 'object';
    concepts.push({ index, name, category });
  }
  if (concepts.length === 0) throw new DatasetError(`${file}: expected at least one concept, found none.`);
  return {
    concepts: concepts.sort((a, b) => a.index - b.index),
    voidLabels: [...voidLabels].sort((a, b) => a - b),
  };
}

interface LabelPlace extends Pick<ConceptListOptions, 'file' | 'indexColumn'> {
  readonly line: number;
  readonly least: number;
}

function labelOf(text = '', { file, indexColumn, line, least }: LabelPlace): number {
  const index = Number(text);
  if (/^\d+$/u.test(text) && index >= least && index <= LABEL_MAX) return index;
  throw new DatasetError(
    `${file}, line ${line}: expected ${indexColumn} from ${least} to ${LABEL_MAX}, found "${text}".`,
  );
}
