import { ChartSvg } from './chart-svg';
import { heatLayout } from './heat-layout';
import { onRangeColor, rangeColor } from './range-color';
import { rangesFromTop } from './trend-data';

/** How one kind of cell looks. */
export interface HeatLook {
  readonly fill: string;
  /** How much of the cell's height is filled, from below; 1 is all of it. */
  readonly height: number;
}

interface HeatMapProps {
  /** (neuron, range from the lowest) which look, −1 for none; neurons in the order in which they stand. */
  readonly looks: readonly (readonly number[])[];
  readonly kinds: readonly HeatLook[];
  /** Names under every so many columns. */
  readonly names: readonly string[];
  readonly clusterCount: number;
  readonly labelledBy: string;
  /** Default 1192 pixels. */
  readonly width?: number;
}

/** Neurons side by side, ranges one above the other, the strongest on top; as few paths as there are looks. */
export function HeatMap({ looks, kinds, names, clusterCount, labelledBy, width = 1192 }: HeatMapProps) {
  const layout = heatLayout({ width, count: looks.length, clusterCount });
  const { left, columns, bands, bandHeight, cellWidth, cellHeight } = layout;
  return (
    <ChartSvg kind="heat" width={width} height={bands * bandHeight} labelledBy={labelledBy} data={layout}>
      {Array.from({ length: bands }, (_, band) => {
        const part = looks.slice(band * columns, (band + 1) * columns);
        return (
          <g key={names[band * columns]} transform={`translate(0 ${band * bandHeight})`}>
            {rangesFromTop(clusterCount).map((clusterIndex, row) => (
              <RowHead
                key={clusterIndex}
                top={row * cellHeight}
                clusterIndex={clusterIndex}
                clusterCount={clusterCount}
                cellHeight={cellHeight}
              />
            ))}
            <rect
              className="heat-ground"
              x={left}
              width={round(part.length * cellWidth)}
              height={clusterCount * cellHeight}
            />
            <g transform={`translate(${left} 0) scale(${cellWidth} ${cellHeight})`} className="heat-cells">
              {kinds.map(({ fill, height }, look) => (
                <path key={fill} fill={fill} d={pathOf(part, { look, height, clusterCount })} />
              ))}
            </g>
            {Array.from({ length: clusterCount - 1 }, (_, row) => (
              <line
                // biome-ignore lint/suspicious/noArrayIndexKey: seams have no other name
                key={row}
                className="heat-seam"
                x1={left}
                x2={round(left + part.length * cellWidth)}
                y1={(row + 1) * cellHeight}
                y2={(row + 1) * cellHeight}
              />
            ))}
            <Names
              names={names.slice(band * columns, band * columns + part.length)}
              layout={layout}
              clusterCount={clusterCount}
            />
          </g>
        );
      })}
    </ChartSvg>
  );
}

interface RowHeadProps {
  readonly clusterIndex: number;
  readonly clusterCount: number;
  readonly top: number;
  readonly cellHeight: number;
}

function RowHead({ clusterIndex, clusterCount, top, cellHeight }: RowHeadProps) {
  return (
    <>
      <rect
        className="chart-core"
        width={24}
        y={top}
        height={cellHeight - 1}
        fill={rangeColor(clusterIndex, clusterCount)}
      />
      <text
        className="chart-core-name"
        x={12}
        y={top + cellHeight / 2 + 4}
        textAnchor="middle"
        style={{ fill: onRangeColor(clusterIndex, clusterCount) }}
      >
        {clusterIndex}
      </text>
    </>
  );
}

interface NamesProps {
  readonly names: readonly string[];
  readonly layout: ReturnType<typeof heatLayout>;
  readonly clusterCount: number;
}

/** The neurons' numbers under the columns, as many as have room. */
function Names({ names, layout: { left, cellWidth, cellHeight }, clusterCount }: NamesProps) {
  const every = Math.max(1, Math.ceil(34 / cellWidth));
  return names.map((name, column) =>
    column % every === 0 ? (
      <text
        key={name}
        className="chart-tick"
        x={round(left + (column + 0.5) * cellWidth)}
        y={clusterCount * cellHeight + 14}
        textAnchor="middle"
      >
        {name}
      </text>
    ) : null,
  );
}

/** All cells of a look as one path in units of cells; neighbours in a row are one rectangle. */
function pathOf(
  looks: HeatMapProps['looks'],
  { look, height, clusterCount }: { look: number; height: number; clusterCount: number },
): string {
  let path = '';
  for (let range = 0; range < clusterCount; range += 1) {
    const top = Number((clusterCount - range - height).toFixed(2));
    for (let column = 0; column < looks.length; column += 1) {
      if (looks[column]?.[range] !== look) continue;
      let end = column + 1;
      while (looks[end]?.[range] === look) end += 1;
      path += `M${column} ${top}h${end - column}v${height}h${column - end}z`;
      column = end - 1;
    }
  }
  return path;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
