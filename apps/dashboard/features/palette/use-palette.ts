import { useEffect, useState } from 'react';
import type { PaletteGroup } from './palette-entry';

/** Between the last letter and the question. */
const PAUSE_MS = 90;

export interface PaletteFinding {
  /** Null until the first answer. */
  readonly groups: readonly PaletteGroup[] | null;
  readonly failed: boolean;
  /** The letters that these groups answer; others may have been typed since. */
  readonly query: string;
}

/** What the letters may mean on this page; the last finding stays until the next one is there. */
export function usePalette(query: string): PaletteFinding {
  const [finding, setFinding] = useState<PaletteFinding>({ groups: null, failed: false, query: '' });
  useEffect(() => {
    const stop = new AbortController();
    const at = `${location.pathname}${location.search}`;
    const ask = async () => {
      const response = await fetch(`/palette?${new URLSearchParams({ q: query, at })}`, { signal: stop.signal });
      const { groups } = (await response.json()) as { groups: PaletteGroup[] };
      setFinding({ groups, failed: false, query });
    };
    const timer = window.setTimeout(
      () => void ask().catch(() => stop.signal.aborted || setFinding({ groups: [], failed: true, query })),
      PAUSE_MS,
    );
    return () => {
      window.clearTimeout(timer);
      stop.abort();
    };
  }, [query]);
  return finding;
}
