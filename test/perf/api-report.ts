import type { Measured } from './measured.ts';

/** What is to be reached, in milliseconds unless a row says otherwise. */
const TARGETS: readonly { readonly what: string; readonly find: RegExp; readonly reach: string }[] = [
  { what: 'lists, each two filters, first page', find: /, two filters, first page$/, reach: 'p95 ≤ 50, p99 ≤ 120' },
  { what: 'explanations, two filters, page 1,000', find: /page 1,000 by cursor$/, reach: 'p95 ≤ 50, p99 ≤ 120' },
  { what: 'trend over 50 versions', find: /^trend of a model/, reach: 'p95 ≤ 40' },
  { what: 'summary of a comparison, 50,000 ranges each', find: /^summary of a comparison/, reach: '≤ 400' },
  { what: 'concept, polarity, range and IoU', find: /^concept \+ polarity/, reach: 'p95 ≤ 60' },
  { what: 'mixed load, 20 clients', find: /^mixed load/, reach: '≥ 150 requests/s, no error' },
  { what: 'writing a finished layer, 1,000 × 5', find: /^writing a finished layer/, reach: '≤ 5,000' },
];

/** The measurements as a table of Markdown, each beside what it is to reach. */
export function reportOf(measured: readonly Measured[]): string {
  const rows = TARGETS.flatMap(({ what, find, reach }) => {
    const found = measured.filter(({ name }) => find.test(name));
    const some = found.map(
      (one) =>
        `| ${found.length > 1 ? `${what}: ${one.name.split(',')[find.source.startsWith('^') ? 1 : 0]}` : what} | ${reach} | ${numbersOf(one)} |`,
    );
    return some.length > 0 ? some : [`| ${what} | ${reach} | not measured |`];
  });
  return ['| what (ms) | reach | measured |', '| --- | --- | --- |', ...rows].join('\n');
}

function numbersOf({ n, p50, p95, p99, max, errors, requestsPerSecond }: Measured): string {
  const rate = requestsPerSecond === undefined ? '' : `${requestsPerSecond.toFixed(0)} requests/s, `;
  return `${rate}p50 ${p50}, p95 ${p95}, p99 ${p99}, max ${max}; ${n} requests, ${errors} errors`;
}
