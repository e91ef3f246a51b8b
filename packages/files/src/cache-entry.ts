/** What a package keeps in the cache: one file or folder for each hash. It knows their names; `Cache` knows nothing else of them. */
export interface CacheKind {
  /** The word for it in commands. */
  readonly kind: string;
  /** The name in the cache folder of what has this hash. */
  nameOf(hash: string): string;
  /** The hash in such a name, also of an earlier layout; null when the name is none of this kind. */
  hashOf(name: string): string | null;
  /** What it belongs to, in words; null where nothing says so. */
  describe(path: string): Promise<string | null>;
  /** Files that lie beside it and go with it. Default none. */
  beside?(path: string): readonly string[];
}

/** What a package keeps inside the folders of another kind, and what can be removed by itself. */
export interface InnerCacheKind {
  readonly kind: string;
  /** The kind in whose folders it lies: it goes with them, and who holds them holds it. */
  readonly within: string;
  /** What tells one from another in the same folder, such as a size; null when the name is none of this kind. */
  keyOf(name: string): string | null;
  /** What it belongs to, in words, from what its folder belongs to. */
  describe(folderAbout: string, key: string): string;
}

/** Something in the cache that can be removed by itself; all of it is made again when it is needed. */
export interface CacheEntry {
  /** Of a kind, or "unfinished". */
  readonly kind: string;
  /** What names it in commands: the first digits of its hash; inside another with a slash and its key there. */
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
  /** Whether it lies inside what has that name, and goes with it. */
  readonly isInner: boolean;
}

/** The kind of what a process is writing, or has left unfinished. */
export const UNFINISHED = 'unfinished';
