/** What lies in the cache. */
export const CACHE_KINDS = ['cells', 'images', 'activations', 'unfinished'] as const;
export type CacheKind = (typeof CACHE_KINDS)[number];

/** Something in the cache that can be removed by itself; all of it is made again when it is needed. */
export interface CacheEntry {
  readonly kind: CacheKind;
  /** What names it in commands: the first digits of its hash; for images with the size of the maps behind it. */
  readonly key: string;
  /** What it belongs to, in words; null where nothing says so. */
  readonly about: string | null;
  readonly bytes: number;
  /** ISO 8601. */
  readonly lastUsed: string;
  /** Of processes that use it now. */
  readonly usedBy: readonly string[];
  /** Files and folders, what makes it count as being there first. */
  readonly paths: readonly string[];
  /** The name in the cache folder by which processes hold it. */
  readonly heldAs: string;
}
