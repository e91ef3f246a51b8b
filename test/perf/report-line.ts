/** One measured number, as the report keeps it. */
export interface Measurement {
  /** index, forward, ranges, hits, search, evidence, samples, layer, store, exports or memory. */
  readonly stage: string;
  /** S, M, L, or the name of the data. */
  readonly on: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** How it was measured, where that is not plain. */
  readonly note?: string;
}

/** Hands a measurement to `npm run bench`: a line of JSON on standard output. */
export function measured(measurement: Measurement): void {
  process.stdout.write(`${JSON.stringify(measurement)}\n`);
}

export interface Timed<T> {
  /** Elapsed milliseconds. */
  readonly ms: number;
  /** Processor milliseconds of all threads: what a machine with other work to do still tells. */
  readonly processorMs: number;
  readonly result: T;
}

/** Times a call. */
export async function timed<T>(work: () => T | Promise<T>): Promise<Timed<T>> {
  const before = process.cpuUsage();
  const started = performance.now();
  const result = await work();
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  return { ms, processorMs: (user + system) / 1000, result };
}

/** The greatest memory that this process has held so far, in megabytes. */
export function peakMegabytes(): number {
  return (process.resourceUsage().maxRSS * 1024) / 1e6;
}
