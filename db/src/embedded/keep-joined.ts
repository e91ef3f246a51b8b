import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

const REJOIN_MS = 2_000;
const BEAT_MS = 2_000;

/**
 * Joins anew whenever the held session is lost, which starts a server that died, on its old port. The session is asked
 * every two seconds, since the news of its end can be lost.
 * @returns what ends that, and gives the session that is held then once no attempt is under way
 */
export function keepJoined(first: pg.Client, rejoin: () => Promise<pg.Client>): () => Promise<pg.Client> {
  let held = first;
  let joining: Promise<void> | undefined;
  const released = new AbortController();
  const { signal } = released;
  const again = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        held = await rejoin();
        return watch(held);
      } catch {
        // Its disk may be full: that is mended by people, while this goes on trying.
        await sleep(REJOIN_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  };
  const watch = (presence: pg.Client): void => {
    const lost = () => {
      clearInterval(beat);
      if (!signal.aborted && presence === held) joining ??= again().finally(() => (joining = undefined));
    };
    const beat = setInterval(() => void presence.query('select 1').catch(lost), BEAT_MS);
    signal.addEventListener('abort', () => clearInterval(beat), { once: true });
    presence.once('end', lost);
  };
  watch(first);
  return async () => {
    released.abort();
    await joining;
    return held;
  };
}
