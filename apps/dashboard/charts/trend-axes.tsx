import { LinePath } from '@visx/shape';
import type { Words } from '../i18n/words';
import { fitLabel } from './axis-ticks';
import type { TrendVersion } from './trend-data';
import type { TrendLayout } from './trend-layout';

/** The accuracy of every version on a small axis of its own. */
export function AccuracyRow({
  versions,
  layout,
  words,
}: {
  versions: readonly TrendVersion[];
  layout: TrendLayout;
  words: Words;
}) {
  const { plotLeft, plotRight, accuracy: y, x } = layout;
  const known = versions.flatMap(({ accuracy }, index) => (accuracy === null ? [] : [{ index, accuracy }]));
  const wide = layout.coreWidth > 60;
  return (
    <g transform={`translate(0 ${layout.accuracyTop})`}>
      <text className="chart-name" x={wide ? 14 : 0} y={wide ? 34 : -4}>
        {words.t('chart.accuracy')}
      </text>
      {[0, 0.5, 1].map((tick) => (
        <g key={tick}>
          <line className="chart-grid" x1={plotLeft} x2={plotRight} y1={y(tick)} y2={y(tick)} />
          <text className="chart-tick" x={plotLeft - 8} y={y(tick) + 4} textAnchor="end">
            {tick === 0.5 ? '' : words.percent(tick)}
          </text>
        </g>
      ))}
      <LinePath data={known} x={(d) => x(d.index)} y={(d) => y(d.accuracy)} className="chart-accuracy" />
      {known.map(({ index, accuracy }) => (
        <circle key={index} className="chart-accuracy-dot" cx={x(index)} cy={y(accuracy)} r={3} />
      ))}
    </g>
  );
}

/** The versions under a chart, each with its reading line. */
export function VersionAxis({ versions, layout }: { versions: readonly TrendVersion[]; layout: TrendLayout }) {
  const { x, axisTop, labels } = layout;
  return (
    <g>
      {versions.map(({ label }, index) => (
        <g key={label} data-version={index}>
          <line className="chart-mark" x1={x(index)} x2={x(index)} y1={axisTop} y2={axisTop + 5} />
          <line className="chart-reading" x1={x(index)} x2={x(index)} y1={0} y2={axisTop} />
          {labels.isShown(index) && (
            <text className="chart-label" x={x(index)} y={axisTop + 21} textAnchor="middle">
              {fitLabel(label, labels.room)}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}
