/**
 * What a table says under a name that a stranger's file gives; nothing of what every object has, such as "constructor".
 */
export function own<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
