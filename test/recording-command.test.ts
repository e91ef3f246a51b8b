import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '@strata/db';
import { openSeededStore } from '@strata/db/testing';
import { writeRecording } from '@strata/runs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSmallWorld } from './support/small-world.ts';
import { runStrata } from './support/strata.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-recorded-'));
const home = join(folder, 'home');
const probe = join(folder, 'world');
const explain = (...args: string[]) =>
  runStrata(['explain', '--probe', probe, '--format', 'planes', '--no-evidence', ...args], { home });

let store: Store;
beforeAll(async () => {
  await writeSmallWorld(probe);
  store = await openSeededStore(home);
});
afterAll(async () => {
  await store?.close();
  rmSync(folder, { recursive: true });
});

const rowsOf = (offset: number) =>
  [
    'key,prediction,class',
    ...Array.from({ length: 6 }, (_, i) => `data/images/${i}.png,${(i + offset) % 3},`),
    '',
  ].join('\n');

describe('strata explain --recording', () => {
  it('stores a version for each checkpoint, a run for each layer, and the predictions', async () => {
    const all = join(folder, 'resnet');
    for (const [step, label] of [
      [20, 'epoch 10'],
      [4, 'epoch 2'],
    ] as const) {
      const manifest = {
        label,
        sequence: step,
        accuracy: step / 100,
        weights: { sha256: `${step}`.repeat(64).slice(0, 64) },
      };
      const fixture = { layers: ['layer4.1.relu', 'fc'], samples: 6, predictions: rowsOf(step), shift: step, manifest };
      writeRecording(join(all, label.replace(' ', '-')), fixture);
    }
    const json = join(folder, 'of {version} {layer}.json');
    const done = explain('--recording', all, '--json', json);
    expect(done.stderr).not.toContain('Error');
    expect(done.status).toBe(0);
    const { rows } = await store.pool.query(
      `select m.name, v.label, v.sequence, v.accuracy, v.source, l.name as layer, r.status,
              (select array_agg(p.class_index order by s.sample_index) from prediction p join sample s on s.id = p.sample_id
               where p.model_version_id = v.id) as predictions
       from run r join layer l on l.id = r.layer_id join model_version v on v.id = l.model_version_id
       join model m on m.id = v.model_id order by v.sequence, l.id`,
    );
    const epoch2 = {
      name: 'resnet',
      label: 'epoch 2',
      sequence: 4,
      accuracy: 0.04,
      source: 'ACTIVATIONS',
      status: 'COMPLETED',
    };
    const epoch10 = { ...epoch2, label: 'epoch 10', sequence: 20, accuracy: 0.2 };
    // (i + 4) mod 3 and (i + 20) mod 3 of samples 0 to 5.
    const [second, tenth] = [
      [1, 2, 0, 1, 2, 0],
      [2, 0, 1, 2, 0, 1],
    ];
    expect(rows).toEqual([
      { ...epoch2, layer: 'layer4.1.relu', predictions: second },
      { ...epoch2, layer: 'fc', predictions: second },
      { ...epoch10, layer: 'layer4.1.relu', predictions: tenth },
      { ...epoch10, layer: 'fc', predictions: tenth },
    ]);
    const written = JSON.parse(readFileSync(join(folder, 'of epoch_10 layer4.1.relu.json'), 'utf8'));
    expect(new Set(written.explanations.map(({ unit }: { unit: number }) => unit))).toEqual(new Set([0, 1, 2]));
  });

  it('explains the layers that are asked for, under other names', async () => {
    const one = writeRecording(join(folder, 'one'), { layers: ['a', 'b'], samples: 6 });
    const done = explain('--recording', one, '--layer', 'b', '--model-name', 'own', '--model-version', 'v7');
    expect(done.status).toBe(0);
    const { rows } = await store.pool.query(
      `select v.label, l.name from layer l join model_version v on v.id = l.model_version_id
       join model m on m.id = v.model_id where m.name = 'own'`,
    );
    expect(rows).toEqual([{ label: 'v7', name: 'b' }]);
  });

  it('refuses flags that don’t go with it, naming what to do', () => {
    const all = join(folder, 'resnet');
    const refused = (...args: string[]) => {
      const done = explain('--no-store', ...args);
      expect(done.status).not.toBe(0);
      return done.stderr;
    };
    expect(refused('--recording', all, '--activations', 'x.npy')).toContain('Expected exactly one of');
    expect(refused('--recording', all, '--model-version', '1')).toContain(
      '--model-version: expected one checkpoint, found 2',
    );
    expect(refused('--recording', all, '--layer', 'layer4')).toContain('It has "layer4.1.relu", "fc"');
    expect(refused('--recording', all, '--importance')).toContain('expected --model, found --recording');
    expect(refused('--recording', all, '--json', join(folder, '{layer}.json'))).toContain('{version}');
  });
});
