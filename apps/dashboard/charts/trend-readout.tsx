import type { Words } from '../i18n/words';
import { AccuracyReadout } from './accuracy-readout';
import { overShuffled } from './over-shuffled';
import { ReadoutText } from './readout-text';
import { pointOf, rangesFromTop, type TrendPoint, type TrendSeries } from './trend-data';
import type { TrendLayout } from './trend-layout';

interface Props {
  readonly series: TrendSeries;
  readonly layout: TrendLayout;
  readonly words: Words;
}

/** The numbers at the right: of the newest version, or of the one that the reading line stands on. */
export function TrendReadout({ series: { versions, clusterCount }, layout, words }: Props) {
  const { iou, t } = words;
  const wide = layout.width > 600;
  const newest = versions.length - 1;
  const at = { x: layout.plotRight + (wide ? 20 : 8), newest };
  const times = ({ timesShuffled: value }: TrendPoint) => {
    if (value === null) return '';
    return wide ? overShuffled(value, words) : words.times(value);
  };
  const between = ({ mean }: TrendPoint) => t('chart.meanBetween', { lower: iou(mean.lower), upper: iou(mean.upper) });
  return (
    <g className="chart-readout" data-newest={newest}>
      {rangesFromTop(clusterCount).map((clusterIndex, row) => {
        const middle = row * layout.rowHeight + layout.rowHeight / 2;
        const points = versions.map((version) => pointOf(version, clusterIndex));
        const say = (write: (point: TrendPoint) => string, missing = '') =>
          points.map((point) => (point ? write(point) : missing));
        return (
          <g key={clusterIndex}>
            <ReadoutText
              {...at}
              className="chart-value"
              y={middle - (wide ? 9 : 1)}
              says={say(({ median }) => iou(median), '–')}
            />
            <ReadoutText {...at} className="chart-note" y={middle + (wide ? 8 : 17)} says={say(times)} />
            {wide && <ReadoutText {...at} className="chart-note" y={middle + 25} says={say(between)} />}
          </g>
        );
      })}
      <AccuracyReadout versions={versions} layout={layout} words={words} at={at} />
    </g>
  );
}
