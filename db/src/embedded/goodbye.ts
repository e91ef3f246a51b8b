/** Saying goodbye takes milliseconds; a server that was killed may never answer. */
const GOODBYE_MS_MAX = 5_000;

/**
 * Waits for a connection or a pool to end, but not for ever: when the server was killed, the news of the end can be lost,
 * and whatever failed because of that must still be reported. Failures to end are of no interest.
 */
export async function goodbye(ending: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, GOODBYE_MS_MAX);
  });
  await Promise.race([ending.catch(() => undefined), late]);
  clearTimeout(timer);
}
