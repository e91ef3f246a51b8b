import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { MODEL } from './support/small-world.ts';
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

describe('strata doctor with a model', () => {
  const doctor = (...args: string[]) => runStrata(['doctor', ...args], { home: join(folder, 'home') });
  /** Left half red, right half blue. */
  const picture = async (): Promise<string> => {
    const path = join(folder, 'picture.png');
    const pixels = Buffer.from(Array.from({ length: 8 }, (_, i) => (i % 2 === 0 ? [255, 0, 0] : [0, 0, 255])).flat());
    await sharp(pixels, { raw: { width: 2, height: 4, channels: 3 } })
      .png()
      .toFile(path);
    return path;
  };

  it('says what would be taken of it, and that explain can', () => {
    const done = doctor(MODEL);
    expect(done.stdout).toMatch(/^✓ preprocessing: 128×128 rgb nchw, .*; as the flags or the \.strata\.json beside/m);
    expect(done.stdout).toMatch(/^✓ file: IR version 7, opset 13, 12 tensors, sha256 [0-9a-f]{12}…$/m);
    expect(done.stdout).toMatch(/^✓ input: image \?×3×128×128$/m);
    expect(done.stdout).toMatch(/^✓ modules: 11, .* blocks block1, block2, .*, classify$/m);
    expect(done.stdout).toMatch(/^✓ layers: 12 of 12 can be explained, such as .*block4 \(64 units, 16×16\)/m);
    expect(done.stdout).toMatch(/^✓ classes: \d+, in "logits"$/m);
    expect(done.stdout).toMatch(/^Ready\.$/m);
    expect(done.status).toBe(0);
  });

  it('shows one image as the network sees it: stretched whole, its channels in the network’s order', async () => {
    const out = join(folder, 'seen.png');
    const seen = async (...flags: string[]) => {
      const done = doctor(MODEL, '--image', await picture(), '--out', out, ...flags);
      expect(done.status).toBe(0);
      const { data, info } = await sharp(out).raw().toBuffer({ resolveWithObject: true });
      expect([info.width, info.height, info.channels]).toEqual([128, 128, 3]);
      return {
        line: /^✓ image: .*$/m.exec(done.stdout)?.[0],
        left: [...data.subarray(0, 3)],
        right: [...data.subarray(-3)],
      };
    };
    // (255 / 255 − 0.5) / deviation, and (0 − 0.5) / deviation.
    const as = await seen();
    expect(as).toMatchObject({ left: [255, 0, 0], right: [0, 0, 255] });
    expect(as.line).toMatch(
      /128×128 in .*seen\.png; red -[12]\.00 to [12]\.00, .*; the network's greatest output is \d+$/,
    );
    const turned = await seen('--preprocess', 'caffe');
    expect(turned).toMatchObject({ left: [0, 0, 255], right: [255, 0, 0] });
    expect(turned.line).toContain('blue -103.94 to 151.06, green -116.78 to -116.78, red -123.68 to 131.32');
  });

  it('names what can’t be taken, and fails', () => {
    const beside = join(folder, 'cropped');
    mkdirSync(beside);
    const model = join(beside, 'model.onnx');
    copyFileSync(MODEL, model);
    writeFileSync(join(beside, 'preprocessor_config.json'), JSON.stringify({ do_center_crop: true, size: 224 }));
    const done = doctor(model, '--json');
    const { ok, checks } = JSON.parse(done.stdout) as { ok: boolean; checks: Check[] };
    expect(checks.filter((check) => !check.ok).map(({ name }) => name)).toEqual(['preprocessing']);
    expect(checks[0]?.detail).toMatch(/do_center_crop.*--preprocess/);
    expect(ok).toBe(false);
    expect(done.status).toBe(1);
    const none = doctor(import.meta.filename);
    expect(none.stdout).toMatch(/^✗ file: .*not an ONNX model/m);
    expect(none.status).toBe(1);
  });

  it('wants a picture and its place together, and a model with them', () => {
    const out = join(folder, 'none.png');
    expect(doctor(MODEL, '--out', out).stderr).toMatch(/--image and --out together/);
    expect(doctor('--image', 'x.png', '--out', out).stderr).toMatch(/--image: expected a model/);
    expect(existsSync(out)).toBe(false);
  });
});
