/** What a shell takes for more than a part of a word. */
const NOT_PLAIN = /[^\w@%+=:,./-]/u;

/**
 * The command's name as it can be typed again.
 * @param {string} name the first word that the user typed, such as a path with a space
 */
export function calledAs(name) {
  return NOT_PLAIN.test(name) ? `'${name.replaceAll("'", "'\\''")}'` : name;
}
