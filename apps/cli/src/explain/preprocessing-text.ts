import { type Preprocessing, resizeWay } from '@strata/onnx';

/** How images became the model's input, in one line. */
export function preprocessingText(preprocessing: Preprocessing | null): string {
  if (preprocessing === null) return 'activations handed in, how they were made is not known';
  const { width, height, channelOrder, scale, mean, standardDeviation, layout, resize } = preprocessing;
  const how = resize === 'stretch' ? '' : `${resize}, `;
  const [means, deviations] = [mean, standardDeviation].map((values) => values.map(short).join(', '));
  return `${width}×${height} ${channelOrder} ${layout}, ${how}(pixel × ${short(scale)} − (${means})) / (${deviations})`;
}

/** What the resize does to an image, for people. */
export function resizeSentence({ resize, width, height }: Pick<Preprocessing, 'resize' | 'width' | 'height'>): string {
  const way = resizeWay(resize);
  if (way.kind === 'stretch') return 'stretched whole, without a crop';
  if (way.kind === 'cover') return `cropped in the middle to the proportions of ${width}×${height}, and masks alike`;
  const before = way.kind === 'shorter' ? `the shorter side to ${way.side}` : `stretched to ${way.side}×${way.side}`;
  return `${before}, then cropped to ${width}×${height} by the rule of ${way.rule}, and masks alike`;
}

/** Six digits tell any two settings apart that people use; the report has all. */
function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}
