/** Japanese counters stay on the line of their number: a space between `{…}` or `#` and one of them does not break. */
export function keepCounters<Messages extends object>(messages: Messages): Messages {
  return Object.fromEntries(
    Object.entries(messages).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replaceAll(BEFORE_COUNTER, '\u00a0') : keepCounters(value as object),
    ]),
  ) as Messages;
}

const BEFORE_COUNTER = /(?<=[}#]) (?=[個件倍枚回本])/gu;
