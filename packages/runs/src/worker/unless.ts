/**
 * Waits for a result no longer than until the signal is aborted; what was waited for then goes its own way.
 * @throws the signal's reason, or what the work throws
 */
export function unless<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    const settled = () => signal.removeEventListener('abort', stop);
    work.then(resolve, reject).then(settled);
  });
}
