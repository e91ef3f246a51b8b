interface Progress {
  readonly done: number;
  readonly total: number;
  /** Of any clock that only goes on. */
  readonly atMs: number;
}

/** How fast a run goes on, from what was seen of it: what came before may have been another kind of work. */
export class Pace {
  #first: Progress | null = null;

  /** Milliseconds that the rest takes at the pace seen so far; null until something was seen to go on. */
  left(progress: Progress): number | null {
    const first = this.#first;
    if (first === null || progress.done < first.done) {
      this.#first = progress;
      return null;
    }
    const gained = progress.done - first.done;
    if (gained === 0 || progress.total === 0) return null;
    return ((progress.atMs - first.atMs) / gained) * (progress.total - progress.done);
  }
}

/** A rough duration in the reader's language: whole seconds up to a minute and a half, then minutes, then hours. */
export function durationText(ms: number, locale: string): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  const [value, unit] =
    seconds < 90
      ? [seconds, 'second']
      : seconds < 5400
        ? [Math.round(seconds / 60), 'minute']
        : [seconds / 3600, 'hour'];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: `${unit}`,
    unitDisplay: 'long',
    maximumFractionDigits: unit === 'hour' ? 1 : 0,
  }).format(Number(value));
}
