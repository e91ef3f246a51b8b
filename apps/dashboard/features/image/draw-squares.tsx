'use client';

import { type FocusEvent, type KeyboardEvent, type PointerEvent, useRef } from 'react';

interface DrawSquaresProps {
  /** Squares along either side. */
  readonly grid: number;
  readonly drawn: readonly number[];
  readonly label: string;
  /** Of each square, such as "row 2, column 5". */
  readonly names: readonly string[];
}

const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * A grid of checkboxes over an image: a form by itself. With a script, dragging paints or takes away, and arrow keys go from square
 * to square, which space paints.
 */
export function DrawSquares({ grid, drawn, label, names }: DrawSquaresProps) {
  /** What the stroke under way does; null while there is none. */
  const stroke = useRef<boolean | null>(null);
  const set = new Set(drawn);
  const boxOf = (target: EventTarget | null) =>
    target instanceof HTMLInputElement && target.type === 'checkbox' ? target : null;
  const begin = (event: PointerEvent<HTMLFieldSetElement>) => {
    const box = boxOf(event.target);
    if (!box || event.button !== 0 || event.pointerType === 'touch') return;
    event.preventDefault();
    stroke.current = !box.checked;
    box.checked = stroke.current;
    box.focus({ preventScroll: true });
  };
  const go = (event: PointerEvent<HTMLFieldSetElement>) => {
    const box = boxOf(event.target);
    if (box && stroke.current !== null) box.checked = stroke.current;
  };
  const end = () => {
    stroke.current = null;
  };
  const move = (event: KeyboardEvent<HTMLFieldSetElement>) => {
    const box = boxOf(event.target);
    const step = STEPS[event.key];
    if (!box || !step) return;
    event.preventDefault();
    const at = Number(box.value);
    const [row, column] = [Math.floor(at / grid) + step[0], (at % grid) + step[1]];
    if (row < 0 || row >= grid || column < 0 || column >= grid) return;
    event.currentTarget.querySelectorAll<HTMLInputElement>('input')[row * grid + column]?.focus();
  };
  // One stop of the tab key for the whole grid: where one was last.
  const enter = (event: FocusEvent<HTMLFieldSetElement>) => {
    for (const box of event.currentTarget.querySelectorAll<HTMLInputElement>('input')) {
      box.tabIndex = box.isSameNode(event.target) ? 0 : -1;
    }
  };
  return (
    <fieldset
      className="draw-grid"
      style={{ gridTemplateColumns: `repeat(${grid}, 1fr)` }}
      onPointerDown={begin}
      onPointerOver={go}
      onPointerUp={end}
      onPointerLeave={end}
      onClick={(event) => {
        // A stroke has set it already; the click that ends it would take it back. Keys and touch click without one.
        if (
          event.detail > 0 &&
          boxOf(event.target) &&
          (event.nativeEvent as globalThis.PointerEvent).pointerType !== 'touch'
        )
          event.preventDefault();
      }}
      onKeyDown={move}
      onFocus={enter}
    >
      <legend className="sr-only">{label}</legend>
      {names.map((name, square) => (
        <input
          key={name}
          type="checkbox"
          name="square"
          value={square}
          defaultChecked={set.has(square)}
          aria-label={name}
          className="draw-square"
        />
      ))}
    </fieldset>
  );
}
