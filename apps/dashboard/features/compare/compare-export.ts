import type { DataTable } from '../../charts/csv';
import type { Words } from '../../i18n/words';
import { judgementText } from '../reviews/judgement-text';
import type { ComparedRow } from './read-compare-page';
import { changeName } from './status-name';

interface Versions {
  readonly before: string;
  readonly after: string;
}

/** The compared ranges that are shown, for saving. */
export function compareExport(
  rows: readonly ComparedRow[],
  versions: Versions,
  words: Words,
): { table: DataTable; records: object[] } {
  const { t } = words;
  const of = (name: keyof Versions, column: string) => `${versions[name]}: ${column}`;
  return {
    table: {
      columns: [
        t('find.facet.layer'),
        t('column.neuron'),
        t('column.range'),
        t('compare.rangeBefore'),
        t('compare.statusColumn'),
        t('compare.keptColumn'),
        t('compare.similarityColumn'),
        of('before', t('column.formula')),
        of('after', t('column.formula')),
        of('before', t('column.judgement')),
        of('after', t('column.judgement')),
        of('before', t('column.overlap')),
        of('after', t('column.overlap')),
        t('compare.delta'),
      ],
      rows: rows.map((row) => [
        row.layer,
        row.unitIndex,
        row.clusterIndex,
        row.clusterIndexBefore ?? null,
        changeName(row, words),
        row.kept ?? null,
        row.similarity ?? null,
        row.before?.formula.text ?? null,
        row.after?.formula.text ?? null,
        judgementOf(row.before, words),
        judgementOf(row.after, words),
        row.before?.iou ?? null,
        row.after?.iou ?? null,
        row.deltaIou,
      ]),
    },
    records: rows.map(({ before, after, ...row }) => ({
      layer: row.layer,
      unitIndex: row.unitIndex,
      clusterIndex: row.clusterIndex,
      clusterIndexBefore: row.clusterIndexBefore ?? null,
      status: row.status,
      change: row.change ?? null,
      kept: row.kept ?? null,
      similarity: row.similarity ?? null,
      meaningChanged: row.meaningChanged,
      specializationChange: row.specializationChange ?? null,
      deltaIou: row.deltaIou,
      before: recordOf(versions.before, before),
      after: recordOf(versions.after, after),
    })),
  };
}

function recordOf(modelVersion: string, side: ComparedRow['before']) {
  if (!side) return { modelVersion, formula: null, iou: null, specialization: null, judgement: null };
  const { formula, iou, specialization = null, judgement = null } = side;
  return { modelVersion, formula: formula.text, iou, specialization, judgement };
}

function judgementOf(side: ComparedRow['before'], words: Words): string | null {
  return side?.judgement ? judgementText(side.judgement, words) : null;
}
