import { SPECIALIZATIONS } from '@strata/domain';
import { ChartFigure, chartLabel } from '../../charts/chart-figure';
import { ClassSwatch } from '../../charts/class-swatch';
import { type HeatLook, HeatMap } from '../../charts/heat-map';
import { HeatReader } from '../../charts/heat-reader';
import { overShuffled } from '../../charts/over-shuffled';
import { classToken } from '../../charts/specialization-class';
import { type LayerPlace, neuronPath } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { Term } from '../glossary/term';
import type { Metric } from '../place/heat-metrics';
import { CLASS_TERMS } from '../specialization/class-words';
import { HEAT_STEPS, type HeatCell, type HeatUnit, heatMax, heatStep, heatValue, sortUnits } from './heat';
import { type HeatChange, HeatOptions } from './heat-options';
import { heatTable, shownHeatTable } from './heat-table';

interface HeatFigureProps {
  readonly units: readonly HeatUnit[];
  readonly clusterCount: number;
  readonly metric: Metric;
  /** The range that it is sorted by. */
  readonly by: number | null;
  /** Whether the units stand so that alike ones are side by side; null where that is not known. */
  readonly alike: boolean | null;
  readonly hasClasses: boolean;
  readonly place: LayerPlace;
  /** The address with other options. */
  readonly href: (change: HeatChange) => string;
  /** Where the whole table can be had; default: the page holds it. */
  readonly csv?: string | undefined;
  readonly words: Words;
}

/** The whole layer at a glance: every range of every neuron as a cell. */
export function HeatFigure(props: HeatFigureProps) {
  const { units, clusterCount, metric, by, alike, place, csv, words } = props;
  const { t } = words;
  const sorted = alike ? units : sortUnits(units, { metric, by });
  const max = heatMax(units, metric);
  const looks = sorted.map(({ cells }) => cells.map((cell) => lookOf(cell, metric, max)));
  const shared = {
    looks,
    kinds: metric === 'class' ? CLASS_KINDS : STEP_KINDS,
    names: sorted.map(({ unitIndex }) => String(unitIndex)),
    clusterCount,
    labelledBy: chartLabel('heat'),
  };
  const write = (cell: HeatCell | null) => writeCell(cell, { metric, words });
  return (
    <ChartFigure
      id="heat"
      title={t('layer.heatTitle')}
      summary={summary(props)}
      data={heatTable(csv ? sorted.slice(0, ROWS_SHOWN) : sorted, { clusterCount, metric, words })}
      shown={shownHeatTable(sorted.slice(0, ROWS_SHOWN), { clusterCount, metric, words })}
      {...(csv ? { csv } : {})}
      legend={
        <>
          <HeatOptions {...props} />
          <HeatLegend metric={metric} max={max} words={words} />
        </>
      }
      words={words}
    >
      <HeatReader
        label={t('layer.heatLabel')}
        hint={t('layer.heatHint')}
        sentence={t('layer.heatReading', { unit: '%u', index: '%i', value: '%v' })}
        units={sorted.map(({ unitIndex }) => unitIndex)}
        values={sorted.flatMap(({ cells }) => cells.map(write)).join('|')}
        base={neuronPath(place, 0).slice(0, -1)}
      >
        <div className="only-wide">
          <HeatMap {...shared} />
        </div>
        <div className="only-narrow">
          <HeatMap {...shared} width={358} />
        </div>
      </HeatReader>
    </ChartFigure>
  );
}

/** Rows of the table on the page; a file holds all. */
const ROWS_SHOWN = 100;

const STEP_KINDS: readonly HeatLook[] = Array.from({ length: HEAT_STEPS }, (_, step) => ({
  fill: `color-mix(in oklch, var(--heat-most) ${Math.round(((step + 0.6) / HEAT_STEPS) * 100)}%, var(--heat-least))`,
  height: 1,
}));

/** Height says the class as well as colour does. */
const CLASS_KINDS: readonly HeatLook[] = SPECIALIZATIONS.map((specialization, index) => ({
  fill: `var(--heat-${classToken(specialization)})`,
  height: [0.34, 0.67, 1][index] ?? 1,
}));

function lookOf(cell: HeatCell | null, metric: Metric, max: number): number {
  const value = heatValue(cell, metric);
  return metric === 'class' ? (value ?? -1) : heatStep(value, max);
}

function writeCell(cell: HeatCell | null, { metric, words }: { metric: Metric; words: Words }): string {
  const { t, iou } = words;
  if (cell === null) return t('layer.heatNothing');
  if (metric === 'class') return cell.class ? t(`class.${cell.class}`) : t('layer.heatNothing');
  return metric === 'overlap' ? t('layer.heatOverlap', { iou: iou(cell.overlap) }) : overShuffled(cell.times, words);
}

function HeatLegend({ metric, max, words }: { metric: Metric; max: number; words: Words }) {
  const { t, quantity } = words;
  if (metric === 'class')
    return SPECIALIZATIONS.map((specialization) => (
      <span key={specialization} className="legend-item">
        <ClassSwatch specialization={specialization} />
        <Term name={CLASS_TERMS[specialization]} words={words} text={t(`class.${specialization}`)} />
      </span>
    ));
  return (
    <span className="legend-item">
      0
      <span className="heat-scale" aria-hidden="true">
        {STEP_KINDS.map(({ fill }) => (
          <span key={fill} style={{ background: fill }} />
        ))}
      </span>
      {quantity(max)}
      {metric === 'times' && '×'}
    </span>
  );
}

/** Which neuron stands out, by what is shown. */
function summary({ units, clusterCount, metric, by, words }: HeatFigureProps): string {
  const { t, count, percent } = words;
  const range = by ?? clusterCount;
  const known = units.flatMap(({ unitIndex, cells }) => {
    const cell = cells[range - 1];
    return cell ? [{ unitIndex, cell }] : [];
  });
  if (known.length === 0) return t('layer.heatEmpty', { index: range });
  if (metric === 'class') {
    const share = known.filter(({ cell }) => cell.class === 'SPECIALIZED').length / known.length;
    return t('layer.heatClassSummary', { count: count(known.length), index: range, share: percent(share) });
  }
  const best = known.reduce((a, b) => ((heatValue(b.cell, metric) ?? 0) > (heatValue(a.cell, metric) ?? 0) ? b : a));
  const value = writeCell(best.cell, { metric, words });
  return t('layer.heatSummary', { count: count(units.length), index: range, unit: best.unitIndex, value });
}
