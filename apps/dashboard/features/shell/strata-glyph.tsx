/** The mark: five layers, lowest at the bottom. */
export function StrataGlyph({ size = 20 }: { size?: number }) {
  return (
    <svg viewBox="0 0 20 20" width={size} height={size} aria-hidden="true">
      {[5, 4, 3, 2, 1].map((range, row) => (
        <path
          key={range}
          d={`M${1 + row * 0.0} ${row * 4 + 0.4} q4.5 ${row % 2 === 0 ? 1.7 : -1.7} 9 0 t9 0 v3.6 h-18 z`}
          style={{ fill: `var(--range-${range})` }}
        />
      ))}
    </svg>
  );
}
