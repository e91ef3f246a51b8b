import { LinePath } from '@visx/shape';
import type { Words } from '../i18n/words';
import { fitName } from './axis-ticks';
import { Dots } from './dots';
import { isMarked, type TrendVersion } from './trend-data';
import type { TrendLayout } from './trend-layout';

/** Pixels between names that fill their room. */
const LABEL_GAP = 16;

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
      <Dots
        at={known.map(({ index, accuracy }) => ({ x: x(index), y: y(accuracy) }))}
        step={layout.step}
        color="var(--surface)"
        className="dots-accuracy"
      />
    </g>
  );
}

/** The versions under a chart, and the reading line, which knows their places. */
export function VersionAxis({ versions, layout }: { versions: readonly TrendVersion[]; layout: TrendLayout }) {
  const { x, axisTop, labels } = layout;
  const places = versions.map((_, index) => x(index));
  return (
    <g>
      <path className="chart-mark" d={places.map((place) => `M${place} ${axisTop}v5`).join('')} />
      <line className="chart-reading" data-places={places.join(' ')} y1={0} y2={axisTop} />
      {versions.map(({ label }, index) =>
        labels.isShown(index) ? (
          <text key={label} className="chart-label" x={x(index)} y={axisTop + 21} textAnchor="middle">
            {fitName(label, labels.room - LABEL_GAP)}
          </text>
        ) : null,
      )}
      <VersionMarks versions={versions} layout={layout} />
    </g>
  );
}

/** What people put on versions: a line through all ranges, the tags below it, a note in the title. */
function VersionMarks({ versions, layout }: { versions: readonly TrendVersion[]; layout: TrendLayout }) {
  const { x, axisTop, markTop, labels } = layout;
  return versions.map((version, index) => {
    const { label, tags = [], note = null } = version;
    if (!isMarked(version)) return null;
    return (
      <g key={label} className="version-mark">
        <title>{[`${label}:`, ...tags, ...(note === null ? [] : [note])].join(' ')}</title>
        <path className="version-mark-line" d={`M${x(index)} 0V${axisTop}`} />
        <text className="chart-note" x={x(index)} y={markTop + 8} textAnchor="middle">
          {tags.length > 0 ? fitName(tags.join(', '), labels.room) : '✎'}
        </text>
      </g>
    );
  });
}
