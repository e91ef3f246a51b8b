import type { DataTable } from '../../charts/csv';
import type { Words } from '../../i18n/words';
import type { ImageAddress } from './image-address';
import type { ImagePageData } from './read-image-page';

/** The ranges that are shown, for saving. */
export function imageRangesExport(
  { sample, layer, ranges }: ImagePageData,
  { model, version, squares }: ImageAddress,
  { t }: Words,
): { table: DataTable; records: object[] } {
  const records = (ranges?.ranges ?? []).map(({ cluster, ...range }) => ({
    model,
    modelVersion: version,
    layer,
    image: sample.key,
    squares,
    unitIndex: cluster.unit.unitIndex,
    clusterIndex: cluster.clusterIndex,
    ...range,
    formula: cluster.explanation?.formula.text ?? null,
    grade: cluster.explanation?.grade ?? null,
  }));
  return {
    table: {
      columns: [
        t('column.neuron'),
        t('column.range'),
        t('image.columnArea'),
        t('image.columnShare'),
        t('image.columnMean'),
        t('column.formula'),
        t('column.grade'),
      ],
      rows: records.map((row) => [
        row.unitIndex,
        row.clusterIndex,
        squares.length > 0 ? row.iou : null,
        row.share,
        row.meanShare,
        row.formula,
        row.grade ? t(`grade.${row.grade}`) : null,
      ]),
    },
    records,
  };
}
