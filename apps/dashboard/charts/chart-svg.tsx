import type { ReactNode } from 'react';

interface ChartSvgProps {
  /** What kind of chart it is, for tests. */
  readonly kind: string;
  readonly width: number;
  readonly height: number;
  /** Ids of the elements that name the chart: its title and sentence. */
  readonly labelledBy: string;
  /** Marks are links: the picture is then a group of them instead of one image. Default no. */
  readonly hasLinks?: boolean;
  /** What a script that reads the picture needs to know of its measures. */
  readonly data?: object;
  readonly children: ReactNode;
}

/** The canvas of a chart: as wide as its measures, shrinking with its column. */
export function ChartSvg({ kind, width, height, labelledBy, hasLinks = false, data, children }: ChartSvgProps) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: title and sentence stand in the figure's caption
    <svg
      className="chart"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role={hasLinks ? 'group' : 'img'}
      aria-labelledby={labelledBy}
      data-chart={kind}
      data-layout={data && JSON.stringify(data)}
    >
      {children}
    </svg>
  );
}
