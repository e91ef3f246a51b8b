import type { Preprocessing } from '@strata/onnx';

/** How images became the model's input, in one line. */
export function preprocessingText(preprocessing: Preprocessing | null): string {
  if (preprocessing === null) return 'activations handed in, how they were made is not known';
  const { width, height, channelOrder, scale, mean, standardDeviation, layout, resize } = preprocessing;
  const how = resize === 'stretch' ? '' : `${resize}, `;
  const [means, deviations] = [mean, standardDeviation].map((values) => values.map(short).join(', '));
  return `${width}×${height} ${channelOrder} ${layout}, ${how}(pixel × ${short(scale)} − (${means})) / (${deviations})`;
}

/** Six digits tell any two settings apart that people use; the report has all. */
function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}
