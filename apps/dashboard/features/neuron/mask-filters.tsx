/** Alpha from the neuron's channel (red) or the formula's (green) of a mask picture. */
const NEURON = '0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  1 0 0 0 0';
const FORMULA = '0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0 1 0 0 0';

/**
 * Draws masks from their one picture by the browser's own filters: agreement and neuron-only as fills, the formula as a
 * double outline that stands out from any photograph. Works without a script.
 */
export function MaskFilters() {
  return (
    <svg width={0} height={0} className="absolute" aria-hidden="true">
      <Fill id="mask-both" operator="in" color="var(--mask-both)" />
      <Fill id="mask-neuron" operator="out" color="var(--mask-neuron)" />
      <filter id="mask-formula" colorInterpolationFilters="sRGB" x="0" y="0" width="100%" height="100%">
        <feColorMatrix in="SourceGraphic" values={FORMULA} />
        <Sharpen result="formula" />
        <feMorphology in="formula" operator="erode" radius={1.25} result="inside" />
        <feMorphology in="formula" operator="dilate" radius={1} result="around" />
        <feComposite in="formula" in2="inside" operator="out" result="edge" />
        <feComposite in="around" in2="formula" operator="out" result="halo" />
        <feFlood style={{ floodColor: 'white' }} />
        <feComposite in2="halo" operator="in" result="white" />
        <feFlood style={{ floodColor: 'var(--mask-formula)' }} />
        <feComposite in2="edge" operator="in" result="blue" />
        <feMerge>
          <feMergeNode in="white" />
          <feMergeNode in="blue" />
        </feMerge>
      </filter>
    </svg>
  );
}

function Fill({ id, operator, color }: { id: string; operator: 'in' | 'out'; color: string }) {
  return (
    <filter id={id} colorInterpolationFilters="sRGB" x="0" y="0" width="100%" height="100%">
      <feColorMatrix in="SourceGraphic" values={NEURON} />
      <Sharpen result="neuron" />
      <feColorMatrix in="SourceGraphic" values={FORMULA} />
      <Sharpen result="formula" />
      <feComposite in="neuron" in2="formula" operator={operator} result="area" />
      <feFlood style={{ floodColor: color }} />
      <feComposite in2="area" operator="in" />
    </filter>
  );
}

/** Masks are smaller than their pictures: a steep slope turns the blur of enlarging into a clean edge. */
function Sharpen({ result }: { result: string }) {
  return (
    <feComponentTransfer result={result}>
      <feFuncA type="linear" slope={6} intercept={-2.5} />
    </feComponentTransfer>
  );
}
