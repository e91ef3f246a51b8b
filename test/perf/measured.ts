/** Latencies of one kind of request, in milliseconds. */
export interface Measured {
  readonly name: string;
  readonly n: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly errors: number;
  /** Of a load with several clients; default left out. */
  readonly requestsPerSecond?: number;
  /** The slowest requests, slowest first. */
  readonly slowest: readonly string[];
}

export interface Sample {
  readonly name: string;
  readonly ms: number;
  readonly failed: boolean;
}

const SLOWEST = 8;

/** Quantiles of samples, of which there is at least one. */
export function measuredOf(name: string, samples: readonly Sample[]): Measured {
  const sorted = samples.toSorted((a, b) => a.ms - b.ms);
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]?.ms ?? 0);
  const slowest = sorted.slice(-SLOWEST).reverse();
  return {
    name,
    n: samples.length,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: at(1),
    errors: samples.filter(({ failed }) => failed).length,
    slowest: slowest.map((sample) => `${round(sample.ms)} ms ${sample.name}`),
  };
}

export function summaryOf({ name, n, p50, p95, p99, max, errors, requestsPerSecond, slowest }: Measured): string {
  const rate = requestsPerSecond === undefined ? '' : `, ${requestsPerSecond.toFixed(0)} requests/s`;
  const line = `${name}: p50 ${p50} p95 ${p95} p99 ${p99} max ${max} ms over ${n} requests, ${errors} errors${rate}`;
  return [line, ...slowest.slice(0, 3).map((one) => `    ${one}`)].join('\n');
}

export interface Asked {
  readonly name: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Shown to a server that asks for one; default none. */
  readonly key?: string;
}

/** Asks over HTTP and times the answer, body included. */
export async function ask(
  api: string,
  { name, query, variables = {}, key }: Asked,
): Promise<Sample & { readonly data: unknown }> {
  const started = performance.now();
  const response = await fetch(api, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: readonly { message: string }[] };
  const ms = performance.now() - started;
  return { name: errors ? `${name} (${errors[0]?.message})` : name, ms, failed: errors !== undefined, data };
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
