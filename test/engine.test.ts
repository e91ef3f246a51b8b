import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENGINE_FLAGS } from '@strata/compute/engine';
import { afterAll, expect, it } from 'vitest';
import { engineReports, reportingTo } from './support/report-engine.ts';
import { runStrata } from './support/strata.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-engine-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('runs commands with the flags that keep numbers apart', () => {
  const done = runStrata(['--version'], { home: join(folder, 'home'), env: reportingTo(folder) });
  expect(done).toMatchObject({ status: 0 });
  const command = engineReports(folder).find(({ program }) => program[0]?.endsWith('main.ts'));
  expect(command?.flags).toEqual(expect.arrayContaining([...ENGINE_FLAGS]));
});

it('is tested as it runs', () => {
  expect(process.execArgv).toEqual(expect.arrayContaining([...ENGINE_FLAGS]));
});
