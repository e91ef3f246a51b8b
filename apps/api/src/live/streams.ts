import { Shares } from '../limits/shares.ts';

/** Streams at once, over all callers: each holds a connection and looks now and then. */
const STREAMS_MAX = 200;
/** Of one caller: a page has one each, and a browser opens six connections to a server at most. */
const STREAMS_EACH = 20;

/** A stream that is open. */
export interface OpenStream {
  /** The session that it was opened in; undefined for a key's. */
  readonly session: string | undefined;
  readonly end: () => void;
}

/** The streams of this process, and how many a caller may have. */
export class Streams {
  readonly #shares = new Shares({ total: STREAMS_MAX, each: STREAMS_EACH });
  readonly #open = new Set<OpenStream>();

  /** Opens one more; null when there is no room for this caller. The answer closes it. */
  open(who: string, stream: OpenStream): (() => void) | null {
    const leave = this.#shares.tryTake(who);
    if (!leave) return null;
    this.#open.add(stream);
    return () => {
      this.#open.delete(stream);
      leave();
    };
  }

  /** Ends what is open in a session, whatever the database says or does not say. */
  endSession(session: string): void {
    for (const stream of this.#open) if (stream.session === session) stream.end();
  }
}
