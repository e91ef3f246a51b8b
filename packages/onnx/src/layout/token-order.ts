import type { GridSize } from './token-grid.ts';

/** A digit of a token's number: so many rows or columns, so far apart. */
export interface OrderDigit {
  readonly of: 'h' | 'w';
  readonly size: number;
  readonly step: number;
}
/** How a grid's tokens follow each other: digits of their number, the slowest first. */
export type TokenOrder = readonly OrderDigit[];

const DIGIT = /^([hw])([1-9]\d{0,4})(?::([1-9]\d{0,4}))?$/u;
const BLOCKS = /^(windows|units)-([1-9]\d{0,3})x([1-9]\d{0,3})$/u;

/**
 * The order that a text names on a grid: `rows` (row by row), `columns`, `windows-7x7` (one window of 7×7 after the
 * other), `units-8x8` (first places of all units of 8×8, then their second ones: mask units), or digits such as
 * `h2:7,w2:7,h7,w7` (size:step, the slowest first). Null when it is no order of this grid.
 */
export function tokenOrderOn(text: string, { height, width }: GridSize): TokenOrder | null {
  const order = digitsOf(text, { height, width });
  return order && completes(order, 'h', height) && completes(order, 'w', width) ? order : null;
}

function digitsOf(text: string, { height, width }: GridSize): TokenOrder | null {
  const rows = { of: 'h', size: height, step: 1 } as const;
  const columns = { of: 'w', size: width, step: 1 } as const;
  if (text === 'rows') return [rows, columns];
  if (text === 'columns') return [columns, rows];
  const [, kind, high, wide] = BLOCKS.exec(text) ?? [];
  if (kind) {
    const [h, w] = [Number(high), Number(wide)];
    const outer = [
      { of: 'h', size: height / h, step: h },
      { of: 'w', size: width / w, step: w },
    ] as const;
    const inner = [
      { of: 'h', size: h, step: 1 },
      { of: 'w', size: w, step: 1 },
    ] as const;
    return kind === 'windows' ? [...outer, ...inner] : [...inner, ...outer];
  }
  const digits = text.split(',').map((digit) => DIGIT.exec(digit));
  if (digits.includes(null)) return null;
  return digits.map((match) => ({
    of: match?.[1] as 'h' | 'w',
    size: Number(match?.[2]),
    step: Number(match?.[3] ?? 1),
  }));
}

/** Whether the digits count each row, or each column, once. */
export function completes(order: TokenOrder, of: OrderDigit['of'], size: number): boolean {
  if (order.some((digit) => !Number.isInteger(digit.size))) return false;
  const digits = order.filter((digit) => digit.of === of && digit.size > 1).sort((a, b) => a.step - b.step);
  const counted = digits.reduce((product, digit) => (digit.step === product ? product * digit.size : Number.NaN), 1);
  return counted === size;
}

/** The order as a text that `tokenOrderOn` reads; `rows` where it is that. */
export function orderText(order: TokenOrder): string {
  const digits = order.filter(({ size }) => size > 1);
  const [first, second, third] = digits;
  if (!third && first?.step === 1 && (second?.step ?? 1) === 1 && first.of === 'h' && second?.of !== 'h') return 'rows';
  if (!second) return 'rows';
  if (!third && first?.of === 'w' && second.of === 'h') return 'columns';
  return digits.map(({ of, size, step }) => `${of}${size}${step === 1 ? '' : `:${step}`}`).join(',');
}

/** (token) the place row · width + column of each token; null where they lie row by row. */
export function placesOf(text: string, grid: GridSize): Int32Array | null {
  if (text === 'rows') return null;
  const order = tokenOrderOn(text, grid) ?? [];
  return Int32Array.from({ length: grid.height * grid.width }, (_, token) => {
    let rest = token;
    let place = 0;
    for (const { of, size, step } of order.toReversed()) {
      place += (rest % size) * step * (of === 'h' ? grid.width : 1);
      rest = Math.floor(rest / size);
    }
    return place;
  });
}
