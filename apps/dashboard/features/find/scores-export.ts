import type { DataTable } from '../../charts/csv';
import type { Words } from '../../i18n/words';
import type { Scores } from './read-scores';

/** The scores that are shown, for saving. */
export function scoresExport(
  { model, version, scores }: Scores,
  { t }: Words,
): { table: DataTable; records: object[] } {
  const records = scores.ranges.map(({ cluster, ...score }) => ({
    model,
    modelVersion: version,
    layer: cluster.unit.layer.name,
    unitIndex: cluster.unit.unitIndex,
    clusterIndex: cluster.clusterIndex,
    formula: scores.formula,
    ...score,
    ownFormula: cluster.explanation?.formula.text ?? null,
  }));
  return {
    table: {
      columns: [
        t('find.facet.model'),
        t('find.facet.version'),
        t('find.facet.layer'),
        t('column.neuron'),
        t('column.range'),
        t('column.formula'),
        t('column.overlap'),
        t('score.shuffled'),
        t('column.timesShuffled'),
        'p',
        'q',
        t('score.ownFormula'),
      ],
      rows: records.map((row) => [
        row.model,
        row.modelVersion,
        row.layer,
        row.unitIndex,
        row.clusterIndex,
        row.formula,
        row.iou,
        row.shuffledIou ?? null,
        row.timesShuffled ?? null,
        row.p ?? null,
        row.q ?? null,
        row.ownFormula,
      ]),
    },
    records,
  };
}
