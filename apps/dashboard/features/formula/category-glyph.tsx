import type { ReactNode } from 'react';

/** Colours that a concept of the category color may be called, as CSS. */
const SWATCHES: Readonly<Record<string, string>> = {
  black: 'oklch(0.2 0 0)',
  white: 'oklch(0.98 0 0)',
  grey: 'oklch(0.65 0 0)',
  gray: 'oklch(0.65 0 0)',
  red: 'oklch(0.58 0.21 27)',
  orange: 'oklch(0.74 0.16 60)',
  yellow: 'oklch(0.87 0.17 98)',
  green: 'oklch(0.6 0.15 145)',
  blue: 'oklch(0.52 0.18 262)',
  purple: 'oklch(0.52 0.18 305)',
  pink: 'oklch(0.78 0.12 355)',
  brown: 'oklch(0.47 0.08 55)',
};

const DRAWINGS: Readonly<Record<string, ReactNode>> = {
  scene: <path d="M1 9.5 4.2 5l2 2.6L8 5.6l3 3.9zM9 3.6a1 1 0 1 1-.01 0z" />,
  object: <path d="M6 1.2 10.4 3.6v4.8L6 10.8 1.6 8.4V3.6zM1.6 3.6 6 6l4.4-2.4M6 6v4.8" />,
  part: <path d="M6 1.4a4.6 4.6 0 1 0 4.6 4.6H6z M8 1.2a4 4 0 0 1 2.8 2.8H8z" />,
  material: (
    <path d="M1 3.4q1.25-1.5 2.5 0t2.5 0 2.5 0 2.5 0M1 6.4q1.25-1.5 2.5 0t2.5 0 2.5 0 2.5 0M1 9.4q1.25-1.5 2.5 0t2.5 0 2.5 0 2.5 0" />
  ),
  texture: (
    <path
      d="M2.5 2.5h.01M6 2.5h.01M9.5 2.5h.01M2.5 6h.01M6 6h.01M9.5 6h.01M2.5 9.5h.01M6 9.5h.01M9.5 9.5h.01"
      strokeWidth={2.2}
    />
  ),
  color: <path d="M6 1.2q3.4 3.8 3.4 6a3.4 3.4 0 0 1-6.8 0q0-2.2 3.4-6z" />,
};

/** A concept's category as a drawing; a colour shows itself. */
export function CategoryGlyph({ category, name }: { category: string; name: string }) {
  const swatch = category === 'color' ? SWATCHES[name.replace(/-c$/u, '')] : undefined;
  return (
    <svg
      viewBox="0 0 12 12"
      width={12}
      height={12}
      fill={swatch ?? 'none'}
      stroke="currentColor"
      strokeWidth={1.2}
      strokeLinejoin="round"
      strokeLinecap="round"
      aria-hidden="true"
    >
      {DRAWINGS[category] ?? DRAWINGS.object}
    </svg>
  );
}
