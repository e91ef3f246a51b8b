interface ShareBandProps {
  /** Of the version, 0–1. */
  readonly share: number;
  /** Of untrained networks: their mean, and the band in which one more would lie. */
  readonly untrained: { readonly value: number; readonly lower: number; readonly upper: number };
}

const WIDTH = 132;
const HEIGHT = 20;
const INSET = 5;

/** A share on an axis from 0 to 1, over the band of untrained networks. The numbers stand beside it. */
export function ShareBand({ share, untrained }: ShareBandProps) {
  const x = (value: number) => Math.round(10 * (INSET + Math.min(1, Math.max(0, value)) * (WIDTH - 2 * INSET))) / 10;
  const [left, right] = [x(untrained.lower), x(untrained.upper)];
  return (
    <svg className="share-band" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path className="chart-grid" d={`M${INSET} ${HEIGHT / 2}H${WIDTH - INSET}`} />
      <path className="untrained-band" d={`M${left} 2H${right}V${HEIGHT - 2}H${left}Z`} />
      <path className="untrained-line" d={`M${x(untrained.value)} 2V${HEIGHT - 2}`} />
      <circle className="share-dot" cx={x(share)} cy={HEIGHT / 2} r={4.5} />
    </svg>
  );
}
