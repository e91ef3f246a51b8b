/** As texts are written, and as it is called in a clone. */
const WRITTEN = './strata';
/** What messages and shells take for nothing else than a part of a word. */
const PLAIN = /^[\w@%+=:,./ -]+$/u;

/** The command's name as whoever reads the pages can type it; whoever serves them says which. */
export function calledAs(environment: Record<string, string | undefined> = process.env): string {
  const name = environment.STRATA_CALLED_AS ?? WRITTEN;
  return PLAIN.test(name) ? name : WRITTEN;
}

/** Messages in which the command has that name. */
export function withCommand<Messages>(messages: Messages, name: string): Messages {
  if (name === WRITTEN) return messages;
  return JSON.parse(JSON.stringify(messages), (_, value) =>
    typeof value === 'string' ? value.replaceAll(`${WRITTEN} `, `${name} `) : value,
  ) as Messages;
}
