'use client';

/** How strongly masks cover their photographs. */
export function OpacitySlider({ label }: { label: string }) {
  return (
    <label className="opacity needs-script">
      {label}
      <input
        type="range"
        min={0}
        max={100}
        defaultValue={72}
        onInput={(event) => {
          const { value } = event.currentTarget;
          event.currentTarget
            .closest<HTMLElement>('.evidence')
            ?.style.setProperty('--mask-opacity', String(Number(value) / 100));
        }}
      />
    </label>
  );
}
