/** A concept's name as it is written in the search field: one that would be read as a formula stands in quotes. */
export function quoted(name: string): string {
  return /[()"]|(^|\s)(and|or|not)(\s|$)/iu.test(name) ? `"${name.replaceAll('"', '\\"')}"` : name;
}
