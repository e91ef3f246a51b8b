import { lastRunEventId, type RunEventListener, type RunEventRow, readRunEvents, type Store } from '@strata/db';

/** Events read at once. */
const BATCH = 100;
/** News can be lost with a connection; so it is looked for now and then in any case. */
const LOOK_MS_MAX = 15_000;
const RETRY_MS = 1_000;

export interface FollowOptions {
  /** Only events after this one; default those from now on. */
  readonly after: number | null;
  readonly runId?: number | undefined;
  readonly runRequestId?: number | undefined;
  readonly signal: AbortSignal;
}

/**
 * Events as they happen, each once and in order, until the signal is aborted. A database that is away for a while delays
 * them and loses none.
 */
export async function* followRunEvents(
  { store, listener }: { store: Store; listener: RunEventListener },
  { after, signal, ...only }: FollowOptions,
): AsyncGenerator<RunEventRow> {
  const news = bell();
  const stop = listener.onNews(news.ring);
  signal.addEventListener('abort', news.ring);
  try {
    let last = after ?? (await lastRunEventId(store));
    while (!signal.aborted) {
      news.reset();
      const events = await readRunEvents(store, { ...only, after: last, limit: BATCH }).catch(() => null);
      for (const event of events ?? []) {
        if (signal.aborted) return;
        yield event;
        last = event.id;
      }
      if (events?.length !== BATCH) await news.rung(events ? LOOK_MS_MAX : RETRY_MS);
    }
  } finally {
    signal.removeEventListener('abort', news.ring);
    stop();
  }
}

/** Something to wait for that may have happened since one last looked. */
function bell() {
  let rang = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      rang = true;
      wake?.();
    },
    reset: () => {
      rang = false;
    },
    rung: async (msMax: number) => {
      if (rang) return;
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        wake = resolve;
        timer = setTimeout(resolve, msMax);
      });
      clearTimeout(timer);
      wake = undefined;
    },
  };
}
