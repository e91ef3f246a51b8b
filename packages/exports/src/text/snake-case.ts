/** `unitIndex` → `unit_index`: names of columns in files, as in the database. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/gu, (part) => `_${part.toLowerCase()}`);
}
