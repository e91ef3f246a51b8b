import type { DataTable } from '../../charts/csv';
import type { Words } from '../../i18n/words';
import { judgementText } from '../reviews/judgement-text';
import type { FoundNode } from './found-table';

/** What a file needs of an explanation. */
type ExportedNode = Pick<
  FoundNode,
  'clusterIndex' | 'iou' | 'chance' | 'lift' | 'timesShuffled' | 'grade' | 'specialization' | 'judgement' | 'unit'
> & {
  readonly formula: { readonly text: string };
};

/** The rows that are shown, for saving. */
export function foundExport(nodes: readonly ExportedNode[], words: Words): { table: DataTable; records: object[] } {
  const { t } = words;
  return {
    table: {
      columns: [
        t('find.facet.model'),
        t('find.facet.version'),
        t('find.facet.layer'),
        t('column.neuron'),
        t('column.range'),
        t('column.formula'),
        t('column.class'),
        t('column.overlap'),
        t('column.chance'),
        t('column.lift'),
        t('column.timesShuffled'),
        t('column.grade'),
        t('column.judgement'),
      ],
      rows: nodes.map(({ unit: { unitIndex, layer }, ...node }) => [
        layer.modelVersion.model.name,
        layer.modelVersion.label,
        layer.name,
        unitIndex,
        node.clusterIndex,
        node.formula.text,
        node.specialization ? t(`class.${node.specialization}`) : null,
        node.iou,
        node.chance,
        node.lift ?? null,
        node.timesShuffled ?? null,
        node.grade ? t(`grade.${node.grade}`) : null,
        node.judgement ? judgementText(node.judgement, words) : null,
      ]),
    },
    records: nodes.map(({ unit: { unitIndex, layer }, ...node }) => ({
      model: layer.modelVersion.model.name,
      modelVersion: layer.modelVersion.label,
      layer: layer.name,
      unitIndex,
      clusterIndex: node.clusterIndex,
      formula: node.formula.text,
      specialization: node.specialization ?? null,
      iou: node.iou,
      chance: node.chance,
      lift: node.lift ?? null,
      timesShuffled: node.timesShuffled ?? null,
      grade: node.grade ?? null,
      judgement: node.judgement ?? null,
    })),
  };
}
