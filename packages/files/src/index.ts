export { resolveArrayPath, splitArrayPath } from './arrays/array-path.ts';
export { hashArray, wrongChecksum } from './arrays/hash-array.ts';
export {
  type ByteRange,
  type LocatedArray,
  locateArray,
  locateIn,
  open as openArrayFile,
} from './arrays/locate-array.ts';
export { Cache } from './cache.ts';
export { type CacheEntry, type CacheKind, type InnerCacheKind, UNFINISHED } from './cache-entry.ts';
export { CacheUse, touch } from './cache-use.ts';
export { calledAs } from './called-as.ts';
export { canonicalJson, hashJson } from './canonical-json.ts';
export { codeVersion, packageVersion } from './code-version.ts';
export { crcOfFile } from './crc-of-file.ts';
export { diskFailure } from './disk-failure.ts';
export { hashFile, hashText } from './hash-file.ts';
export { isRunning, processStart } from './is-running.ts';
export type { CacheListing, KnownKinds } from './list-cache.ts';
export { type Lease, Lru, type LruOptions } from './lru.ts';
export { partPath, removeAbandoned } from './process-files.ts';
export { removeEntry } from './remove-entry.ts';
export { writeFileWhole, writeWhole } from './write-whole.ts';
