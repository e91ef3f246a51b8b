import type { Response } from 'express';

/** Proxies cut streams that are silent for long. */
const ALIVE_MS = 15_000;

/** One answer of server-sent events, as "GraphQL over Server-Sent Events" has it in distinct connections mode. */
export interface EventStream {
  /** Sends a result; browsers and clients say the id again when they reconnect. Waits while the reader is slow. */
  next(id: number, result: unknown): Promise<void>;
  /** Says that nothing more comes, and ends. */
  complete(): void;
}

/** Begins the answer; `onAlive` is called now and then as long as it is open. */
export function openEventStream(response: Response, onAlive: () => void): EventStream {
  response.status(200).set({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
  // A comment, so that clients know that they are connected.
  response.write(':\n\n');
  const alive = setInterval(() => {
    response.write(':\n\n');
    onAlive();
  }, ALIVE_MS);
  response.once('close', () => clearInterval(alive));
  return {
    next: async (id, result) => {
      if (response.write(`id: ${id}\nevent: next\ndata: ${JSON.stringify(result)}\n\n`)) return;
      await new Promise<void>((resolve) => {
        response.once('drain', resolve);
        response.once('close', resolve);
      });
    },
    complete: () => {
      clearInterval(alive);
      if (!response.writableEnded) response.end('event: complete\ndata:\n\n');
    },
  };
}
