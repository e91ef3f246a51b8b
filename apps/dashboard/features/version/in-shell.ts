/**
 * A name as a shell takes it for one word: as it is where that is safe, else in single quotes.
 * @example inShell("epoch 30") // "'epoch 30'"
 */
export function inShell(name: string): string {
  return /^[\w.,:/@%+=-]+$/u.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}
