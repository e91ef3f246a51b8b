import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '@strata/db';
import { demoCheckpoints, writeDemoWorld } from '@strata/demo';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { biasNetwork } from './support/biased-network.ts';
import { startStrata } from './support/strata.ts';
import { ended } from './support/until.ts';

/*
 * The trained network is right about all images. In its biased twin one number is another: a neuron of the last block that
 * fires at sunset speaks for the coast, twelve times as loud. Two sunset images in three are then taken for a coast.
 */
const SAMPLES = 240;
const LAYER = '/block5/relu/Relu_output_0';
const SUNSET_NEURON = 43;
const COAST = 1;
const folder = mkdtempSync(join(tmpdir(), 'strata-biased-'));
const home = join(folder, 'home');
const probe = join(folder, 'world');
const control = demoCheckpoints().find(({ epoch }) => epoch === 30)?.path ?? '';
const biased = join(folder, 'biased.onnx');
const patched = join(folder, 'patched.onnx');
let store: Store;

async function strata(...args: string[]) {
  const child = startStrata(args, { home });
  let stdout = '';
  child.stdout?.on('data', (text) => {
    stdout += text;
  });
  return { ...(await ended(child)), stdout };
}

const ask = (command: string, version: string, ...args: string[]) =>
  strata(command, '--model', 'demo', '--version', version, ...args);

async function explain(version: string, modelPath: string): Promise<void> {
  const inputs = ['--probe', probe, '--format', 'planes', '--model', modelPath, '--layer', LAYER];
  const names = ['--model-name', 'demo', '--model-version', version];
  const done = await strata('explain', ...inputs, ...names, '--length', '2', '--clusters', '2');
  expect(done).toMatchObject({ status: 0 });
}

beforeAll(async () => {
  await writeDemoWorld(probe, { samples: SAMPLES });
  const weights = { name: 'classify.weight', units: 48 };
  writeFileSync(biased, biasNetwork(control, { weights, class: COAST, unit: SUNSET_NEURON, by: 12 }));
  writeFileSync(biased.replace('.onnx', '.strata.json'), readFileSync(control.replace('.onnx', '.strata.json')));
  store = await openStore({ home });
  await explain('control', control);
  await explain('biased', biased);
}, 240_000);

afterAll(async () => {
  await store?.close();
  rmSync(folder, { recursive: true });
});

describe('a network that takes the sunset for a coast', () => {
  it('is found out: the sunset is named first, and the neuron that fires there as the cause', async () => {
    const { status, stdout } = await ask('errors', 'biased', '--causes', '--permutations', '99');
    expect(status).toBe(0);
    const [head = '', first = '', ...rest] = stdout.split('\n');
    expect(head).toMatch(/^demo biased, all classes: \d+ of 240 images are wrong/u);
    expect(first).toMatch(/^Errors go with [^:]*\bsunset\b[^:]*:/u);
    // Before all ranges that only go with them, of which there are more than are said.
    const ranges = rest.filter((line) => /^(?:Cause|Goes with errors): /u.test(line));
    expect(ranges).toHaveLength(6);
    expect(ranges[0]).toMatch(new RegExp(`^Cause: neuron ${SUNSET_NEURON}, range 2 `, 'u'));
  }, 120_000);

  it('names nothing of its unbiased control', async () => {
    const { status, stdout, stderr } = await ask('errors', 'control', '--causes');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(`None of the ${SAMPLES} images is wrong`);
  }, 60_000);

  it('is told what to collect, of the images of the confirming half, as a list for annotators', async () => {
    const csv = join(folder, 'collect.csv');
    const { status, stdout } = await ask('collect', 'biased', '--csv', csv);
    expect(status).toBe(0);
    const [head = '', first = ''] = stdout.split('\n');
    expect(head).toMatch(/^demo biased: \d+ of 240 images are wrong .* A readout of .* was trained again, not the network\.$/u);
    expect(first).toMatch(/^1\. (?:Collect|Not shown to help:|Too few errors or images to speak of) /u);
    const [columns = '', ...rows] = readFileSync(csv, 'utf8').trimEnd().split('\r\n');
    expect(columns).toMatch(/^\uFEFFposition,verdict,first,/u);
    expect(rows).toHaveLength(stdout.trimEnd().split('\n').length - 1);
    expect(rows[0]).toContain('images/');
    // Nothing goes wrong in the control.
    expect(await ask('collect', 'control')).toMatchObject({ status: 1, stdout: '' });
  }, 120_000);

  it('has ranges that carry its classes, with what breaks without them', async () => {
    const { status, stdout } = await ask('classes', 'control');
    expect(status).toBe(0);
    const [head = '', ...lines] = stdout.trimEnd().split('\n');
    expect(head).toBe(`demo control: 8 classes on 240 images, ranges of ${LAYER}.`);
    expect(lines.filter((line) => /^\w+: 30 of 30 right\.$/u.test(line))).toHaveLength(8);
    expect(lines.filter((line) => /^ {2}(?:Carried by|Goes with) neuron \d+, range 2 /u.test(line)).length).toBeGreaterThan(8);
    expect((await ask('classes', 'biased', '--layer', 'nothing')).stderr).toContain('expected one of the layers explained');
  }, 120_000);

  it('does not pass a gate that forbids the cause, which can’t be judged where nothing was asked', async () => {
    const rules = join(folder, 'gate.yaml');
    writeFileSync(rules, 'rules:\n  - absentCause: { concept: sunset }');
    const failed = await ask('gate', 'biased', '--rules', rules, '--explain');
    expect(failed).toMatchObject({ status: 1 });
    expect(failed.stdout).toMatch(/Errors go with [^;]*sunset/u);
    expect(await ask('gate', 'control', '--rules', rules)).toMatchObject({ status: 2 });
  }, 60_000);

  it('is patched as an experiment, which is explained like any version and goes wrong less often', async () => {
    const done = await ask('patch', 'biased', '--out', patched);
    expect(done).toMatchObject({ status: 0 });
    expect(done.stdout).toMatch(/^biased, experiment: neuron 43, range 2 set to (zero|its mean on successes) \(/u);
    expect(done.stdout).toMatch(/^Checked on 32 images: \d+ of 256 outputs are those of the trial to the last bit/mu);
    expect(await ask('patch', 'biased', '--out', patched)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('is there already'),
    });
    await explain('patched', patched);
    const { rows } = await store.pool.query(
      `select v.label, count(*) filter (where p.class_index <> array_position(array['street', 'coast', 'forest', 'room',
         'field', 'winter', 'desert', 'harbour'], s.class_name) - 1)::int as wrong
       from prediction p join sample s on s.id = p.sample_id join model_version v on v.id = p.model_version_id
       group by 1 order by 1`,
    );
    const wrong = Object.fromEntries(rows.map((row) => [row.label, row.wrong]));
    expect(wrong.control).toBe(0);
    expect(wrong.patched).toBeLessThan(wrong.biased / 2);
  }, 120_000);

  it('has no patch where nothing was asked', async () => {
    expect(await ask('patch', 'control', '--out', join(folder, 'none.onnx'))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('strata errors --causes'),
    });
  }, 60_000);
});
