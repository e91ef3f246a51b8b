export interface GridSize {
  readonly height: number;
  readonly width: number;
}

/** Tokens that may stand in front without being asked for: a class token and up to eight others. */
const EXTRA_MAX = 9;

export interface PlaceTokensOptions {
  /** Of the model's input; null = not known. */
  readonly image: GridSize | null;
  /** Default inferred. */
  readonly tokenGrid?: GridSize | undefined;
  /** Default inferred. */
  readonly classTokens?: number | undefined;
  /** 0 */
  readonly tailTokens?: number | undefined;
}
export interface PlacedTokens {
  /** Null as long as the image's size is not known. */
  readonly grid: GridSize | null;
  /** Tokens in front of those of the grid. */
  readonly classTokens: number;
  /** Tokens behind those of the grid. */
  readonly tailTokens: number;
}

/**
 * The grid on which a transformer's tokens lie, row by row, behind its class token and registers; or, as a text for
 * people, why that can't be told. Without a word from the user it is the grid that divides the image into square
 * patches: 197 tokens of a 224×224 image are a class token and 14×14 patches of 16 pixels, 261 are a class token, four
 * registers and 16×16 patches of 14. Where no whole patches fit (a convolution in front that drops pixels), the grid of
 * the image's proportions. Of several, the one with at most one class token.
 */
export function placeTokens(
  all: number,
  { image, tokenGrid, classTokens, tailTokens = 0 }: PlaceTokensOptions,
): PlacedTokens | string {
  if (tokenGrid) return placeOnGrid(all, { tokenGrid, classTokens, tailTokens });
  if (image === null) return { grid: null, classTokens: classTokens ?? 0, tailTokens };
  const tokens = all - tailTokens;
  const wanted = (rest: number): boolean => (classTokens === undefined ? rest <= EXTRA_MAX : rest === classTokens);
  for (const grids of [patchGrids(image), proportionalGrids(image, tokens)]) {
    const fitting = grids.filter(({ height, width }) => {
      const rest = tokens - height * width;
      return rest >= 0 && wanted(rest);
    });
    if (fitting.length === 0) continue;
    const likely = fitting.filter(({ height, width }) => tokens - height * width <= 1);
    const [grid, another] = fitting.length === 1 ? fitting : likely;
    if (grid && !another) return { grid, classTokens: tokens - grid.height * grid.width, tailTokens };
    const listed = fitting.map((one) => `${tokens - one.height * one.width} + ${text(one)}`).join(', or ');
    return `has ${has(all, tailTokens)}, which can be ${listed}; say which with --token-grid or --class-tokens`;
  }
  const behind = classTokens === undefined ? `up to ${EXTRA_MAX} class tokens` : `${classTokens} class tokens`;
  return (
    `has ${has(all, tailTokens)}, which are no grid of the proportions of a ${text(image)} image (height×width) behind ${behind}; ` +
    'if they are laid out otherwise, say how with --token-grid, --class-tokens and --tail-tokens'
  );
}

/** The grid that was asked for; a few tokens more than it has stand in front, unless something else was said. */
function placeOnGrid(
  tokens: number,
  { tokenGrid, classTokens, tailTokens }: { tokenGrid: GridSize; classTokens: number | undefined; tailTokens: number },
): PlacedTokens | string {
  const rest = tokens - tokenGrid.height * tokenGrid.width - tailTokens;
  if (rest >= 0 && classTokens === undefined && rest > EXTRA_MAX) {
    return (
      `has ${has(tokens, tailTokens)}, ${rest} more than a grid of ${text(tokenGrid)}; ` +
      'say how many of them are in front with --class-tokens and how many behind with --tail-tokens'
    );
  }
  if (rest >= 0 && (classTokens ?? rest) === rest) return { grid: tokenGrid, classTokens: rest, tailTokens };
  const others = classTokens === undefined ? '' : ` and ${classTokens} class tokens`;
  return (
    `has ${has(tokens, tailTokens)}, which are not a grid of ${text(tokenGrid)}${others}; ` +
    'correct --token-grid, --class-tokens or --tail-tokens'
  );
}

const has = (tokens: number, tail: number): string => `${tokens} tokens${tail > 0 ? `, ${tail} of them behind` : ''}`;

/**
 * How well a map of this size can be the image's at one whole-number stride: 2 exactly, 1 give or take a place at the
 * border, 0 not.
 */
export function fitOfMap({ height, width }: GridSize, image: GridSize): 0 | 1 | 2 {
  const stride = Math.max(1, Math.round(image.height / height));
  const off = Math.max(Math.abs(height - image.height / stride), Math.abs(width - image.width / stride));
  if (off === 0) return 2;
  return off <= 1 ? 1 : 0;
}

/** All divisions of the image into equal square patches. */
function patchGrids(image: GridSize): GridSize[] {
  const grids: GridSize[] = [];
  for (let side = 1; side <= Math.min(image.height, image.width); side += 1) {
    const grid = { height: image.height / side, width: image.width / side };
    if (Number.isInteger(grid.height) && Number.isInteger(grid.width)) grids.push(grid);
  }
  return grids;
}

/** All grids of so many places at the most whose width follows from their height, give or take one for rounding. */
function proportionalGrids(image: GridSize, placesMax: number): GridSize[] {
  const grids: GridSize[] = [];
  for (let height = 1; height <= Math.min(image.height, placesMax); height += 1) {
    const exact = (height * image.width) / image.height;
    for (let width = Math.max(1, Math.floor(exact)); width <= Math.ceil(exact); width += 1) {
      if (height * width <= placesMax) grids.push({ height, width });
    }
  }
  return grids;
}

const text = ({ height, width }: GridSize): string => `${height}×${width}`;
