/** Control characters (C0, DEL, C1), the line ends of Unicode, what is no character, and half of a surrogate pair. */
const NOT_PLAIN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

/**
 * The text in one line that every target can hold: names come from files of others, and what a target can't hold is lost
 * there with all that stands behind it. Such a character becomes U+FFFD, as in UTF-8 that is broken.
 */
export function plainLine(text: string): string {
  return text.replace(NOT_PLAIN, '\uFFFD');
}
