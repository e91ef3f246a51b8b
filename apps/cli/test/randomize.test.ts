import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const main = resolve(import.meta.dirname, '../src/main.ts');
const checkpoint = resolve(import.meta.dirname, '../../../packages/demo/checkpoints/demo-cnn-epoch-30');

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-randomize-'));
  await copyFile(`${checkpoint}.onnx`, join(folder, 'cnn.onnx'));
  await copyFile(`${checkpoint}.strata.json`, join(folder, 'cnn.strata.json'));
});
afterEach(() => rm(folder, { recursive: true }));

function strata(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [main, 'randomize', ...args], { cwd: folder }, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

const bytesOf = (name: string): Promise<Buffer> => readFile(join(folder, name));

test('several seeds give as many files, each as its seed alone gives it', async () => {
  const { code, stdout } = await strata('cnn.onnx', '--seed', '7', '--seeds', '2');
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /untrained-1\.onnx: \d+ weight tensors drawn anew \(seed 7\).*\n.*untrained-2\.onnx: .*\(seed 8\)/u,
  );
  expect((await readdir(folder)).sort()).toEqual([
    'cnn.onnx',
    'cnn.strata.json',
    'cnn.untrained-1.onnx',
    'cnn.untrained-1.strata.json',
    'cnn.untrained-2.onnx',
    'cnn.untrained-2.strata.json',
  ]);
  await strata('cnn.onnx', '--seed', '8', '--out', 'eight.onnx');
  expect(await bytesOf('eight.onnx')).toEqual(await bytesOf('cnn.untrained-2.onnx'));
  expect(await bytesOf('eight.onnx')).not.toEqual(await bytesOf('cnn.untrained-1.onnx'));
});

test.each([
  {
    title: 'a constant to keep that is not there',
    args: ['--keep', 'nobody'],
    says: /no constant .* named "nobody"/u,
  },
  {
    title: 'one name for several files',
    args: ['--seeds', '2', '--out', 'one.onnx'],
    says: /--out names one file, --seeds/u,
  },
  { title: 'the model itself', args: ['--out', 'cnn.onnx'], says: /is the model itself/u },
  {
    title: 'a folder in the way of the last file',
    args: ['--seeds', '2'],
    says: /untrained-2\.onnx can't be written: it is no file/u,
  },
])('$title ends with 1, and nothing is written', async ({ args, says }) => {
  await mkdir(join(folder, 'cnn.untrained-2.onnx'));
  const before = [await bytesOf('cnn.onnx'), (await readdir(folder)).sort()];
  const { code, stderr } = await strata('cnn.onnx', ...args);
  expect(code).toBe(1);
  expect(stderr).toMatch(says);
  expect([await bytesOf('cnn.onnx'), (await readdir(folder)).sort()]).toEqual(before);
});

test('what is no model ends with 1, and nothing is written', async () => {
  await writeFile(join(folder, 'text.onnx'), 'no model');
  const before = (await readdir(folder)).sort();
  expect(await strata('text.onnx', '--seeds', '2')).toMatchObject({ code: 1, stdout: '' });
  expect((await readdir(folder)).sort()).toEqual(before);
});
