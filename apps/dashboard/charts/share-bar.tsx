import type { Specialization } from '@strata/domain';
import type { ReactNode } from 'react';
import type { Words } from '../i18n/words';
import { classFill } from './class-patterns';
import { STACKED } from './specialization-class';
import type { PointSpecialization, TrendPoint } from './trend-data';
import type { TrendLayout } from './trend-layout';

/** Wider bars would touch the edge of the plot. */
const WIDTH_MAX = 46;

interface ShareBarProps {
  readonly id: string;
  readonly point: TrendPoint;
  readonly specialization: PointSpecialization;
  readonly version: string;
  /** The version's place. */
  readonly index: number;
  readonly layout: TrendLayout;
  readonly words: Words;
  readonly href?: (specialization: Specialization) => string;
}

/** The classes of one range in one version, stacked from the specialized ones up, with the interval of their share. */
export function ShareBar({ id, point, specialization, version, index, layout, words, href }: ShareBarProps) {
  const { t, percent, count } = words;
  const width = Math.min(WIDTH_MAX, layout.step * 0.64);
  const left = layout.x(index) - width / 2;
  let below = 0;
  const parts = STACKED.flatMap((shown) => {
    const n = specialization.counts[shown] ?? 0;
    if (n === 0) return [];
    const from = below;
    below += n / point.n;
    const label = t('chart.share', {
      index: point.clusterIndex,
      version,
      share: percent(n / point.n),
      class: t(`class.${shown}`),
      n: count(n),
      total: count(point.n),
    });
    const top = layout.y(below);
    return [{ shown, label, top, height: layout.y(from) - top }];
  });
  return (
    <g data-at={index}>
      <rect className="chart-hit" x={left - 6} width={width + 12} height={layout.rowHeight} />
      {parts.map(({ shown, label, top, height }) => (
        <Part key={shown} label={label} {...(href ? { href: href(shown) } : {})}>
          <rect className="chart-share" x={left} y={top} width={width} height={height} fill={classFill(shown, id)}>
            <title>{label}</title>
          </rect>
        </Part>
      ))}
      <Whisker specialized={specialization.specialized} at={layout.x(index)} layout={layout} />
    </g>
  );
}

function Part({ label, href, children }: { label: string; href?: string; children: ReactNode }) {
  return href === undefined ? (
    <g>{children}</g>
  ) : (
    <a href={href} className="chart-part" aria-label={label}>
      {children}
    </a>
  );
}

interface WhiskerProps {
  readonly specialized: PointSpecialization['specialized'];
  readonly at: number;
  readonly layout: TrendLayout;
}

/** The 95 % interval, drawn twice: a light edge makes it stand out on every class. */
function Whisker({ specialized: { lower, upper }, at, layout: { y } }: WhiskerProps) {
  const [top, bottom] = [y(upper), y(lower)];
  const path = `M${at - 4} ${top}h8M${at} ${top}V${bottom}M${at - 4} ${bottom}h8`;
  return (
    <g className="chart-whisker">
      <path className="whisker-edge" d={path} />
      <path className="whisker-line" d={path} />
    </g>
  );
}
