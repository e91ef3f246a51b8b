import type { Words } from '../i18n/words';
import { onRangeColor, rangeColor } from './range-color';
import type { TrendLayout } from './trend-layout';

interface RangeCoreProps {
  readonly clusterIndex: number;
  readonly clusterCount: number;
  readonly layout: TrendLayout;
  readonly words: Words;
}

/** The head of a range's row: its number on its colour, where there is room with what the number means. */
export function RangeCore({ clusterIndex, clusterCount, layout, words: { t } }: RangeCoreProps) {
  const { coreWidth, rowHeight } = layout;
  const wide = coreWidth > 60;
  const ink = onRangeColor(clusterIndex, clusterCount);
  const note = clusterIndex === clusterCount ? t('range.strongest') : clusterIndex === 1 ? t('range.weakest') : null;
  return (
    <>
      <rect width={coreWidth} height={rowHeight} fill={rangeColor(clusterIndex, clusterCount)} className="chart-core" />
      <text
        x={wide ? 14 : coreWidth / 2}
        y={wide ? 26 : rowHeight / 2 + 5}
        textAnchor={wide ? 'start' : 'middle'}
        className="chart-core-name"
        style={{ fill: ink }}
      >
        {wide ? t('range.name', { index: clusterIndex }) : clusterIndex}
      </text>
      {wide && note && (
        <text x={14} y={44} className="chart-core-note" style={{ fill: ink }}>
          {note}
        </text>
      )}
    </>
  );
}
