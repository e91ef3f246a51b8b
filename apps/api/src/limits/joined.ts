interface UnderWay<T> {
  readonly answer: Promise<T>;
  /** Begins when this one has ended. */
  next: Promise<T> | undefined;
}

/**
 * Lets those who ask the same at the same time share an answer: one is under way, and one more for all who came after it
 * began. So nobody is told what was true before they asked, and whoever asks a thousand times at once is looked up twice.
 */
export function joined<T>(ask: (about: string) => Promise<T>): (about: string) => Promise<T> {
  const underWay = new Map<string, UnderWay<T>>();
  const begin = (about: string): Promise<T> => {
    const one: UnderWay<T> = { answer: ask(about), next: undefined };
    underWay.set(about, one);
    const end = () => {
      if (underWay.get(about) === one && one.next === undefined) underWay.delete(about);
    };
    one.answer.then(end, end);
    return one.answer;
  };
  return (about) => {
    const now = underWay.get(about);
    if (!now) return begin(about);
    const then = () => begin(about);
    now.next ??= now.answer.then(then, then);
    return now.next;
  };
}
