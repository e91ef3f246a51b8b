/**
 * A promise that is awaited later than it may fail. Without a handler from the start, a failure in between would end the
 * process (Node's unhandled rejections), and with it everything else that runs there; it still reaches whoever awaits it.
 */
export function ahead<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
