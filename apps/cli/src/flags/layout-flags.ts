import type { GridSize, LayoutRequest } from '@strata/onnx';
import { type Command, InvalidArgumentError, Option } from 'commander';

/** The layouts to choose from, without loading the package to print a help text. */
const LAYOUTS = Object.keys({
  nchw: true,
  nhwc: true,
  tokens: true,
  'units-tokens': true,
  'tokens-first': true,
} satisfies Record<NonNullable<LayoutRequest['layout']>, true>);
const TOKENS_MAX = 10_000;

/** How a layer's dimensions are meant, as commander hands it over; what is not given is inferred. */
export interface LayoutFlags {
  readonly layerLayout?: NonNullable<LayoutRequest['layout']>;
  readonly tokenGrid?: GridSize;
  readonly classTokens?: number;
  readonly tailTokens?: number;
  readonly tokenOrder?: string;
  /** Default true. */
  readonly layoutCheck?: boolean;
}

/** Adds the flags that say how layers lie on the image. */
export function addLayoutFlags(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--layer-layout <layout>',
        'order of the layers’ dimensions: units first, units last; (batch, tokens, units), (batch, units, tokens), (tokens, batch, units)',
      ).choices(LAYOUTS),
    )
    .option('--token-grid <hxw>', 'rows and columns that a transformer’s tokens lie on, such as 14x14', parseGrid)
    .option('--class-tokens <n>', 'tokens in front of the grid’s, which are dropped: class, registers', parseCount)
    .option('--tail-tokens <n>', 'tokens behind the grid’s, which are dropped: detection, prompts', parseCount)
    .option(
      '--token-order <order>',
      'how the grid’s tokens follow each other: rows, columns, windows-7x7 (window by window), units-8x8 (mask units), ' +
        'or digits such as h2:7,w2:7,h7,w7 (size:step, the slowest first)',
      parseOrder,
    )
    .option('--no-layout-check', 'do not change spots of an image to see whether the maps change there');
}

/** What the flags say of the layers. */
export function layoutRequest({ layerLayout, ...said }: LayoutFlags): LayoutRequest {
  const { tokenGrid, classTokens, tailTokens, tokenOrder } = said;
  return { layout: layerLayout, tokenGrid, classTokens, tailTokens, tokenOrder };
}

function parseOrder(text: string): string {
  // The grid is known later; that the order counts each of its places once is checked there.
  const digit = '[hw][1-9]\\d{0,4}(:[1-9]\\d{0,4})?';
  const known = new RegExp(`^(rows|columns|(windows|units)-[1-9]\\d{0,3}x[1-9]\\d{0,3}|${digit}(,${digit})*)$`, 'u');
  if (known.test(text)) return text;
  throw new InvalidArgumentError('Expected rows, columns, windows-7x7, units-8x8, or digits such as h2:7,w2:7,h7,w7.');
}

function parseGrid(text: string): GridSize {
  const match = /^([1-9]\d{0,4})x([1-9]\d{0,4})$/u.exec(text);
  if (!match) throw new InvalidArgumentError('Expected rows x columns, such as 14x14.');
  return { height: Number(match[1]), width: Number(match[2]) };
}

function parseCount(text: string): number {
  const value = Number(text);
  if (!/^\d+$/u.test(text) || value > TOKENS_MAX) {
    throw new InvalidArgumentError(`Expected a whole number from 0 to ${TOKENS_MAX}.`);
  }
  return value;
}
