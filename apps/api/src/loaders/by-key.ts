import DataLoader from 'dataloader';

/** Keys of one statement at most. */
const KEYS_MAX = 1_000;

export interface KeyedReader<Key, Row> {
  /** One statement: the rows of all keys, in any order between keys. */
  readonly read: (keys: readonly Key[]) => Promise<readonly Row[]>;
  readonly keyOf: (row: Row) => Key;
}

/** Loads the one row of a key, or null. */
export function oneByKey<Key, Row>({ read, keyOf }: KeyedReader<Key, Row>): DataLoader<Key, Row | null, string> {
  return new DataLoader(
    async (keys: readonly Key[]) => {
      const byKey = new Map((await read(keys)).map((row) => [keyText(keyOf(row)), row]));
      return keys.map((key) => byKey.get(keyText(key)) ?? null);
    },
    { cacheKeyFn: keyText, maxBatchSize: KEYS_MAX },
  );
}

/** Loads all rows of a key, in the order in which they were read. */
export function manyByKey<Key, Row>({ read, keyOf }: KeyedReader<Key, Row>): DataLoader<Key, readonly Row[], string> {
  return new DataLoader(
    async (keys: readonly Key[]) => {
      const byKey = Map.groupBy(await read(keys), (row) => keyText(keyOf(row)));
      return keys.map((key) => byKey.get(keyText(key)) ?? []);
    },
    { cacheKeyFn: keyText, maxBatchSize: KEYS_MAX },
  );
}

/** Keys are ids, or flat objects built with their properties in one order. */
function keyText(key: unknown): string {
  return typeof key === 'object' ? JSON.stringify(key) : String(key);
}
