import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runStrata } from './support/strata.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-doctor-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly toDo: string | null;
}

describe('strata doctor', () => {
  it('finds this machine ready, a line for each thing', () => {
    const done = runStrata(['doctor'], { home: join(folder, 'home') });
    expect(done.stdout).toMatch(/^✓ runtime: Node \d+\.\d+\.\d+, .* cores$/m);
    expect(done.stdout).toMatch(/^✓ models: ONNX Runtime reads a bundled model \(12 tensors\)$/m);
    expect(done.stdout).toMatch(/^✓ database: PostgreSQL \d+\.\d+.*, embedded, tables up to date$/m);
    expect(done.stdout).toMatch(/^Ready\.$/m);
    expect(done.status).toBe(0);
  });

  it('fails with what to do when the home can’t be written and the database can’t be reached', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', CHROMIUM_PATH: join(folder, 'no-browser') };
    const done = runStrata(['doctor', '--json'], { home: join(file, 'home'), env });
    const { ok, checks } = JSON.parse(done.stdout) as { ok: boolean; checks: Check[] };
    const failed = new Map(checks.filter((check) => !check.ok).map((check) => [check.name, check]));
    expect(failed.get('home')?.toDo).toBe('Set STRATA_HOME to a folder you may write.');
    expect(failed.get('database')?.detail).toMatch(/could not be opened.*Check that the server of DATABASE_URL runs/);
    expect(failed.get('browser')?.toDo).toMatch(/CHROMIUM_PATH/);
    expect(failed.has('runtime') || failed.has('models')).toBe(false);
    expect(ok).toBe(false);
    expect(done.status).toBe(1);
  });
});
