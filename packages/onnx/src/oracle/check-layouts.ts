import { ModelLoadError } from '@strata/domain';
import type { LayerSession, PreparedImages } from '../layer-session.ts';
import type { TensorInfo } from '../onnx-model.ts';
import type { Preprocessing } from '../preprocessing.ts';
import { shapeText } from '../shape.ts';
import { judgeChanges, type LayoutVerdict } from './judge-changes.ts';
import { changeSpot, SPOT_NAMES, spotsOf } from './spots.ts';

export interface CheckLayoutsOptions {
  /** One image as the session prepares it. */
  readonly image: PreparedImages;
  readonly preprocessing: Preprocessing;
}

/**
 * Whether each layer of a session changes where the image does: five runs of one image, unchanged and with each of four
 * spots changed. In the order of the session's layers.
 */
export async function checkLayouts(
  session: Pick<LayerSession, 'layers' | 'run'>,
  { image, preprocessing }: CheckLayoutsOptions,
): Promise<LayoutVerdict[]> {
  const run = async (input: Float32Array) => (await session.run({ input, count: 1 })).layers;
  const before = await run(image.input);
  const after: (typeof before)[] = [];
  for (const spot of spotsOf(preprocessing)) after.push(await run(changeSpot(image.input, spot, preprocessing)));
  return before.map(({ data, shape: [, , height, width] }, i) =>
    judgeChanges({
      before: data,
      after: after.map((layers) => layers[i]?.data as Float32Array),
      grid: { height, width },
    }),
  );
}

export interface RequireLayoutsOptions extends CheckLayoutsOptions {
  readonly modelPath: string;
  /** Whether a flag says how the layers lie; then it need only not be contradicted. */
  readonly said: boolean;
}

/**
 * Makes sure that the layers of a session change where the image does.
 * @throws ModelLoadError when one changes elsewhere, or can't be told to, while neither its operators nor a flag say how it lies.
 */
export async function requireLayouts(
  session: Pick<LayerSession, 'layers' | 'run'>,
  { modelPath, said, ...options }: RequireLayoutsOptions,
): Promise<void> {
  const verdicts = await checkLayouts(session, options);
  for (const [i, layer] of session.layers.entries()) {
    const why = whyWrong(layer, { verdict: verdicts[i] as LayoutVerdict, said });
    if (why === null) continue;
    throw new ModelLoadError(`${modelPath}: tensor "${layer.name}" (${shapeText(layer.shape)}) ${why}`, {
      context: { file: modelPath, tensor: layer.name },
    });
  }
}

/** Why a layer is not to be taken as it is laid out, for people; null when it can be. */
export function whyWrong(
  { traced, layout, grid }: Pick<TensorInfo, 'traced' | 'layout' | 'grid'>,
  { verdict, said }: { verdict: LayoutVerdict; said: boolean },
): string | null {
  const map = grid === null ? '' : ` on ${grid.height}×${grid.width}`;
  if (verdict.verdict === 'contradicts') {
    const [changed, seen] = [SPOT_NAMES[verdict.changed], SPOT_NAMES[verdict.seen]];
    return (
      `is taken as ${layout}${map}, but doesn't change where the image does: expected the ${changed} of the map to change with ` +
      `the ${changed} of the image, found the ${seen} change ${verdict.times.toFixed(1)} times as much. ` +
      'Say how it lies with --layer-layout, --token-grid, --class-tokens, --tail-tokens or --token-order; ' +
      'if it is right all the same, give --no-layout-check.'
    );
  }
  // A single place for the whole image has no order.
  if (verdict.verdict === 'agrees' || traced !== null || said || (grid?.height === 1 && grid.width === 1)) return null;
  return (
    `could be ${layout}${map}: an operator before it isn't known, and changing spots of an image doesn't tell either. ` +
    'Say how it lies with --layer-layout.'
  );
}
