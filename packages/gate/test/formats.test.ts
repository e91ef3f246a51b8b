import { describe, expect, it } from 'vitest';
import { toJson, toJunit, toMarkdown, toSarif } from '../src/index.ts';
import type { GateReport } from '../src/run-gate.ts';

const NASTY = 'a | b </testcase> `c` <script>&"\u0001';
const version = { label: NASTY, contentSha256: 'ab' } as GateReport['version'];
const check = (outcome: 'PASS' | 'FAIL' | 'COULD_NOT_JUDGE', position: number): GateReport['checks'][number] => ({
  position,
  ruleIndex: 0,
  name: NASTY,
  subject: 'iou',
  bound: 'threshold',
  layer: '/layer4/Relu',
  clusterIndex: 5,
  runId: 1,
  outcome,
  value: outcome === 'COULD_NOT_JUDGE' ? null : 0.25,
  lower: outcome === 'COULD_NOT_JUDGE' ? null : 0.2,
  upper: outcome === 'COULD_NOT_JUDGE' ? null : 0.3,
  required: 0.22,
  n: 64,
  reason: `because of ${NASTY}`,
});
const report: GateReport = {
  model: NASTY,
  version,
  baseline: null,
  decision: {
    outcome: 'FAIL',
    decidedAt: '2026-11-27T10:00:00.000000Z',
    rulesSha256: 'cd',
    rules: 'rules:\n  - metric: iou\n    threshold: 0.22\n',
    codeVersion: '0.1.0',
  } as GateReport['decision'],
  checks: [check('PASS', 0), check('FAIL', 1), check('COULD_NOT_JUDGE', 2)],
};

describe('formats of a decision', () => {
  it('JUnit counts what could not be judged as errors, never as skipped, which CI servers show as green', () => {
    const xml = toJunit(report);
    expect(xml).toContain('tests="3" failures="1" errors="1" skipped="0"');
    expect(xml.match(/<error /gu)).toHaveLength(1);
    expect(xml.match(/<failure /gu)).toHaveLength(1);
    expect(xml).not.toContain('<skipped');
  });

  it('JUnit holds any name: nothing in it closes an element, and signs that XML has not are replaced', () => {
    const xml = toJunit(report);
    expect(xml).not.toContain('<script>');
    expect(xml.match(/<\/testcase>/gu)).toHaveLength(3);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there.
    expect(xml).not.toMatch(/\u0001/u);
  });

  it('JUnit has no two cases of one name, of which servers would keep one, and no control character in an attribute', () => {
    const names = [...toJunit(report).matchAll(/<testcase [^>]*name="([^"]*)"/gu)].map(([, name]) => name);
    expect(new Set(names).size).toBe(3);
    const lines = toJunit({ ...report, checks: [{ ...check('FAIL', 0), reason: 'one\ntwo\u001b' }] });
    expect(lines).toContain('message="one\uFFFDtwo\uFFFD"');
  });

  it('JUnit without a check is an error: an empty report is green', () => {
    const xml = toJunit({ ...report, checks: [] });
    expect(xml).toContain('tests="1" failures="0" errors="1"');
    expect(xml.match(/<error /gu)).toHaveLength(1);
  });

  it('SARIF has an error for each check that does not pass, at the line of its rule, and none for one that does', () => {
    const log = JSON.parse(toSarif(report, { rulesFile: 'ci/gate rules#1.yaml' })) as {
      runs: { results: object[]; tool: { driver: { rules: { id: string }[] } }; invocations: object[] }[];
    };
    const [run] = log.runs;
    const place = { artifactLocation: { uri: 'ci/gate%20rules%231.yaml' }, region: { startLine: 2 } };
    const result = { level: 'error', ruleIndex: 0, locations: [{ physicalLocation: place }] };
    expect(run?.results).toMatchObject([
      { ...result, properties: { outcome: 'FAIL', value: 0.25 } },
      { ...result, properties: { outcome: 'COULD_NOT_JUDGE', value: null } },
    ]);
    expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(['rule-1/iou/threshold']);
  });

  it('Markdown puts what keeps it from passing first, and a name breaks no column', () => {
    const rows = toMarkdown(report)
      .split('\n')
      .filter((line) => /^\| (pass|fail|could)/u.test(line));
    expect(rows.map((row) => row.slice(2, 6))).toEqual(['fail', 'coul', 'pass']);
    // Six cells each: bars inside a name are escaped.
    for (const row of rows) expect(row.replaceAll('\\|', '').split('|')).toHaveLength(8);
  });

  it('JSON has every number, and null where there is none', () => {
    const parsed = JSON.parse(toJson(report)) as { outcome: string; checks: { value: number | null; rule: number }[] };
    expect(parsed.outcome).toBe('FAIL');
    expect(parsed.checks.map(({ value, rule }) => [value, rule])).toEqual([
      [0.25, 1],
      [0.25, 1],
      [null, 1],
    ]);
  });
});
