import { once } from 'node:events';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '@strata/db';
import { openSeededStore } from '@strata/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AskedApi, serveApi } from './support/serve-api.ts';
import { LAYER, MODEL, writeSmallWorld } from './support/small-world.ts';
import { killStrata, startStrata } from './support/strata.ts';
import { ended } from './support/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-groups-'));
const home = join(folder, 'home');
const probe = join(folder, 'drives');
const inputs = ['--probe', probe, '--format', 'planes', '--model', MODEL, '--layer', LAYER];
const BY_DRIVE = ['--group-by', '^([^_]+)_'];

let store: Store;
let served: AskedApi;

/** Twelve drawings whose names tell which of three drives they are of. */
async function writeDrives(): Promise<void> {
  await writeSmallWorld(probe, { samples: 12 });
  const table = join(probe, 'images.csv');
  const [head, ...rows] = readFileSync(table, 'utf8').trim().split('\n');
  const renamed = rows.map((row, sample) => {
    const [path = '', ...rest] = row.split(',');
    const name = `images/drive${sample % 3}_${basename(path)}`;
    renameSync(join(probe, path), join(probe, name));
    return [name, ...rest].join(',');
  });
  writeFileSync(table, `${[head, ...renamed].join('\n')}\n`);
}

const explain = (...args: string[]) => ended(startStrata(['explain', ...inputs, ...args], { home }));

beforeAll(async () => {
  await writeDrives();
  store = await openSeededStore(home);
  served = await serveApi(store);
});

afterAll(async () => {
  await served?.api.close();
  await store?.close();
  rmSync(folder, { recursive: true });
});

describe('images that belong together', () => {
  it('are named on the command line, which says what it means', async () => {
    const done = await explain('--units', '0-1', ...BY_DRIVE);
    expect(done).toMatchObject({ status: 0 });
    expect(done.stderr).toContain('Note: 12 images in 3 groups: fewer than 5, so each group is left out in turn.');
    const { probeDatasets } = await served.ask('{ probeDatasets(first: 9) { nodes { groupCount nearDuplicates } } }');
    expect(probeDatasets.nodes).toEqual([{ groupCount: 3, nearDuplicates: null }]);
  });

  it('are the same for a worker, which is told of the dataset by its hash alone', async () => {
    const { models, probeDatasets } = await served.ask(
      '{ models(first: 1) { nodes { latestVersion { id } } } probeDatasets(first: 1) { nodes { id } } }',
    );
    const [{ latestVersion }] = models.nodes;
    const asked = { modelVersion: latestVersion.id, probeDataset: probeDatasets.nodes[0].id, layer: LAYER };
    const { startRun } = await served.ask(
      'mutation($input: StartRunInput!) { startRun(input: $input) { ... on StartRunSuccess { request { id } } ... on Problem { message } } }',
      { input: { ...asked, clusters: 2, length: 1, bounds: 'EQUAL_MASS', upsampling: 'NEAREST' } },
    );
    const worker = startStrata(['worker'], { home });
    worker.stdout?.resume();
    worker.stderr?.resume();
    try {
      const request = () =>
        served.ask(
          'query($id: ID!) { node(id: $id) { ... on RunRequest { status error upsampling run { bounds upsampling } } } }',
          {
            id: startRun.request.id,
          },
        );
      while (['QUEUED', 'PREPARING', 'RUNNING'].includes((await request()).node.status)) await sleep(50);
      expect((await request()).node).toEqual({
        ...{ status: 'COMPLETED', error: null, upsampling: 'nearest' },
        run: { bounds: 'equal-mass', upsampling: 'nearest' },
      });
      worker.kill('SIGTERM');
      await once(worker, 'close');
    } finally {
      await killStrata(worker);
    }
  });

  it('make another dataset than images one by one, of which look-alikes are counted', async () => {
    const done = await explain('--units', '0');
    expect(done).toMatchObject({ status: 0 });
    const { probeDatasets } = await served.ask('{ probeDatasets(first: 9) { nodes { groupCount nearDuplicates } } }');
    expect(probeDatasets.nodes).toHaveLength(2);
    const [plain] = probeDatasets.nodes.filter(({ groupCount }: { groupCount: number | null }) => groupCount === null);
    expect(plain.nearDuplicates).toBeTypeOf('number');
    const note = /^Note: (\d+) of 12 images look nearly like another one\./mu.exec(done.stderr)?.[1] ?? '0';
    expect(Number(note)).toBe(plain.nearDuplicates);
  });

  it('can’t be told by a pattern that is none, or matches no name', async () => {
    const none = await explain('--group-by', '([a-z]');
    expect(none.status).not.toBe(0);
    expect(none.stderr).toMatch(/--group-by.*Invalid regular expression/u);
    const nowhere = await explain('--group-by', '^patient');
    expect(nowhere.status).not.toBe(0);
    expect(nowhere.stderr).toMatch(/^Error: .*images\.csv: expected --group-by \^patient to match names of images/mu);
  });
});
