import type { DataTable } from '../../charts/csv';
import type { Words } from '../../i18n/words';
import type { ComparedRow } from './read-compare-page';

interface Versions {
  readonly before: string;
  readonly after: string;
}

/** The compared ranges that are shown, for saving. */
export function compareExport(
  rows: readonly ComparedRow[],
  versions: Versions,
  { t }: Words,
): { table: DataTable; records: object[] } {
  const of = (name: keyof Versions, column: string) => `${versions[name]}: ${column}`;
  return {
    table: {
      columns: [
        t('find.facet.layer'),
        t('column.neuron'),
        t('column.range'),
        t('compare.statusColumn'),
        of('before', t('column.formula')),
        of('after', t('column.formula')),
        of('before', t('column.overlap')),
        of('after', t('column.overlap')),
        t('compare.delta'),
      ],
      rows: rows.map(({ layer, unitIndex, clusterIndex, status, before, after, deltaIou }) => [
        layer,
        unitIndex,
        clusterIndex,
        t(`compare.status.${status}`),
        before?.formula.text ?? null,
        after?.formula.text ?? null,
        before?.iou ?? null,
        after?.iou ?? null,
        deltaIou,
      ]),
    },
    records: rows.map(({ before, after, ...row }) => ({
      layer: row.layer,
      unitIndex: row.unitIndex,
      clusterIndex: row.clusterIndex,
      status: row.status,
      specializationChange: row.specializationChange ?? null,
      deltaIou: row.deltaIou,
      before: recordOf(versions.before, before),
      after: recordOf(versions.after, after),
    })),
  };
}

function recordOf(modelVersion: string, side: ComparedRow['before']) {
  if (!side) return { modelVersion, formula: null, iou: null, specialization: null };
  return { modelVersion, formula: side.formula.text, iou: side.iou, specialization: side.specialization ?? null };
}
