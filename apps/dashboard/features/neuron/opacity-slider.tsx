'use client';

/** What becomes stronger and weaker; outlines stay as they are. */
const FADED = '.shot-fills, .shot-concept';

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
          const opacity = String(Number(event.currentTarget.value) / 100);
          // One variable of the whole part would be quicker to write, but all that lies in it would be styled again.
          for (const mask of event.currentTarget.closest('.evidence')?.querySelectorAll<HTMLElement>(FADED) ?? [])
            mask.style.opacity = opacity;
        }}
      />
    </label>
  );
}
