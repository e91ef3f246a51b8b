import { parentPort } from 'node:worker_threads';
import { drawPicture, type Picture } from './picture.ts';

/** What a thread answers: the PNG, or why there is none. */
export type Drawn = { readonly png: Uint8Array } | { readonly problem: string };

parentPort?.on('message', async (picture: Picture) => {
  const drawn: Drawn = await drawPicture(picture).then(
    (png) => ({ png }),
    (error: unknown) => ({ problem: error instanceof Error ? error.message : String(error) }),
  );
  parentPort?.postMessage(drawn);
});
