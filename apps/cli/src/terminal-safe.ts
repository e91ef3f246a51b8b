/**
 * Characters that a terminal acts on, except line feed and tab: C0, DEL, C1, and those that turn the direction of writing,
 * which let a name look like another.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ACTED_ON = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * The text with such characters written as `\u001b`: names come from files, models and databases of others, and must not
 * move the cursor, set a title or answer for the keyboard. JSON stays JSON of the same value.
 */
export function terminalSafe(text: string): string {
  return text.replace(ACTED_ON, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What of a stream is replaced; its types have an overload for each way to call it. */
interface Written {
  write: (...args: unknown[]) => boolean;
}

/**
 * Makes everything that is written as text to the stream safe for a terminal, whoever writes it. What draws on the
 * terminal itself takes `drawn`.
 */
export function writeSafely(stream: NodeJS.WriteStream): void {
  const target = stream as unknown as Written;
  const raw = target.write.bind(stream);
  drawing.set(stream, Object.create(stream, { write: { value: raw } }) as NodeJS.WriteStream);
  target.write = (chunk, ...rest) => raw(typeof chunk === 'string' ? terminalSafe(chunk) : chunk, ...rest);
}

const drawing = new WeakMap<NodeJS.WriteStream, NodeJS.WriteStream>();

/** The stream as it is, for what moves the cursor on purpose. */
export function drawn(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  return drawing.get(stream) ?? stream;
}
