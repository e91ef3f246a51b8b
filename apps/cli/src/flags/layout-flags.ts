import type { GridSize, LayoutRequest } from '@strata/onnx';
import { type Command, InvalidArgumentError, Option } from 'commander';

/** The layouts to choose from, without loading the package to print a help text. */
const LAYOUTS = Object.keys({
  nchw: true,
  nhwc: true,
  tokens: true,
} satisfies Record<NonNullable<LayoutRequest['layout']>, true>);
const CLASS_TOKENS_MAX = 10_000;

/** How a layer's dimensions are meant, as commander hands it over; what is not given is inferred. */
export interface LayoutFlags {
  readonly layerLayout?: NonNullable<LayoutRequest['layout']>;
  readonly tokenGrid?: GridSize;
  readonly classTokens?: number;
}

/** Adds the flags that say how layers lie on the image. */
export function addLayoutFlags(command: Command): Command {
  return command
    .addOption(
      new Option('--layer-layout <layout>', 'order of the layers’ dimensions: units first, units last, tokens').choices(
        LAYOUTS,
      ),
    )
    .option('--token-grid <hxw>', 'rows and columns that a transformer’s tokens lie on, such as 14x14', parseGrid)
    .option('--class-tokens <n>', 'tokens in front of the grid’s, which are dropped: class, registers', parseCount);
}

/** What the flags say of the layers. */
export function layoutRequest({ layerLayout, tokenGrid, classTokens }: LayoutFlags): LayoutRequest {
  return { layout: layerLayout, tokenGrid, classTokens };
}

function parseGrid(text: string): GridSize {
  const match = /^([1-9]\d{0,4})x([1-9]\d{0,4})$/u.exec(text);
  if (!match) throw new InvalidArgumentError('Expected rows x columns, such as 14x14.');
  return { height: Number(match[1]), width: Number(match[2]) };
}

function parseCount(text: string): number {
  const value = Number(text);
  if (!/^\d+$/u.test(text) || value > CLASS_TOKENS_MAX) {
    throw new InvalidArgumentError(`Expected a whole number from 0 to ${CLASS_TOKENS_MAX}.`);
  }
  return value;
}
