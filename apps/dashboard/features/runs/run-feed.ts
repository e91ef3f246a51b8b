/** What happened to a run, as the stream tells it. */
export interface RunFeedEvent {
  readonly kind: 'STATUS' | 'PROGRESS' | 'NOTE';
  readonly unitsDone: number | null;
  readonly unitsTotal: number | null;
  readonly message: string | null;
  readonly run: { readonly id: string } | null;
  readonly request: { readonly id: string } | null;
}

type Listener = (event: RunFeedEvent) => void;

const listeners = new Set<Listener>();
let source: EventSource | null = null;

/**
 * Calls the listener with what happens to runs until the returned function is called. All listeners of a page share one
 * stream; the browser opens it again when it breaks, and goes on behind the last event it saw.
 */
export function followRuns(listener: Listener): () => void {
  listeners.add(listener);
  source ??= openFeed();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    source?.close();
    source = null;
  };
}

function openFeed(): EventSource {
  const feed = new EventSource('/runs/events');
  feed.addEventListener('next', ({ data }: MessageEvent<string>) => {
    const event = (JSON.parse(data) as { data?: { runEvents?: RunFeedEvent } }).data?.runEvents;
    if (event) for (const listener of listeners) listener(event);
  });
  return feed;
}
