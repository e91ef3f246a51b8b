import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { LAYER, MODEL } from './support/small-world.ts';
import { runStrata } from './support/strata.ts';
import { tinyNetwork } from './support/tiny-network.ts';

const strata = (...args: string[]) => runStrata(args, { home: tmpdir() });

describe('strata layers', () => {
  it('lists the ends of blocks, with the paths of their modules, operator, shape, units and map; all others with --all', () => {
    const done = strata('layers', MODEL);
    expect(done.status).toBe(0);
    const [head, ...rows] = done.stdout.split('\n');
    expect(head).toMatch(/^module +tensor +op +shape +units +map$/);
    expect(rows.map((row) => row.replaceAll(/ +/g, ' '))).toContain(
      `block4, block4.relu ${LAYER} Relu ?×64×16×16 64 16×16`,
    );
    expect(done.stdout).not.toContain('/block4/conv/Conv_output_0');
    expect(done.stdout).toContain('12 tensors · input image ?×3×128×128');
    expect(done.stdout).toContain('6 that end a block are listed; --all lists 6 more, inside blocks.');
    const all = strata('layers', MODEL, '--all').stdout.split('\n');
    expect(all.slice(0, 7).map((row) => row.replaceAll(/ +/g, ' ').replace(/ $/, ''))).toEqual(
      [head, ...rows.slice(0, 6)].map((row) => row?.replaceAll(/ +/g, ' ') + (row === head ? ' why not' : '')),
    );
    expect(all.some((row) => row.includes('/block4/conv/Conv_output_0'))).toBe(true);
  });

  it('prints the same as JSON for scripts', () => {
    const { tensors, inputs } = JSON.parse(strata('layers', MODEL, '--json').stdout);
    expect(inputs).toEqual([{ name: 'image', elementType: 'float32', shape: [null, 3, 128, 128] }]);
    expect(tensors).toContainEqual({
      name: LAYER,
      op: 'Relu',
      shape: [null, 64, 16, 16],
      units: 64,
      layout: 'nchw',
      grid: { height: 16, width: 16 },
      classTokens: 0,
      tailTokens: 0,
      tokenOrder: 'rows',
      elementType: 'float32',
      probeable: true,
      reason: null,
      modules: ['block4', 'block4.relu'],
      endsBlock: true,
    });
  });

  describe('of a network that', () => {
    const folder = mkdtempSync(join(tmpdir(), 'strata-layers-'));
    afterAll(() => rmSync(folder, { recursive: true }));
    const write = (name: string, channels: number, unit: bigint): string => {
      const path = join(folder, name);
      writeFileSync(path, tinyNetwork({ image: ['n', channels, 4, 2], unit, flat: [1, 1, 8] }));
      return path;
    };

    it('takes four channels refuses at once', () => {
      const done = strata('layers', write('four.onnx', 4, 0n));
      expect(done.stderr).toMatch(
        /^Error: .*four\.onnx: expected an image with three channels .* found \(\?, 4, 4, 2\)/,
      );
      expect(done.status).toBe(1);
      expect(done.stdout).toBe('');
    });

    it('holds a batch of one lists all, and runs them', () => {
      const done = strata('layers', write('one.onnx', 3, 2n), '--json');
      const { tensors } = JSON.parse(done.stdout);
      expect(tensors.map(({ name }: { name: string }) => name)).toEqual(['r', 'g', 'flat']);
    });

    it('fails when it runs lists nothing that does', () => {
      const path = write('fails.onnx', 3, 7n);
      const done = strata('layers', path, '--all');
      expect(done.stderr).toBe('');
      expect(done.stdout).toMatch(/^flat .*the model can't be run: .*indices element out of data bounds, idx=7/m);
      expect(strata('layers', path).stdout).toMatch(/^1 tensors .*\n2 more can't be explained; --all says why\./m);
    });
  });

  it('refuses a file that is no model', () => {
    const done = strata('layers', import.meta.filename);
    expect(done.stderr).toMatch(/^Error: .*layers-command\.test\.ts: not an ONNX model\. Export/);
    expect(done.status).toBe(1);
  });
});

describe('the command line', () => {
  it.each([
    [['layers'], /^Error: missing required argument 'model'\nSee \.\/strata layers --help\.$/m],
    [['explian'], /^Error: unknown command 'explian'\n\(?Did you mean explain\?/m],
    [['index', '.', '--format', 'coco'], /^Error: .*'coco' is invalid\. Allowed choices are auto, broden, planes/m],
  ])('says what is wrong with %j and where the help is', (args, message) => {
    const done = strata(...args);
    expect(done.stderr).toMatch(message);
    expect(done.status).toBe(1);
  });

  it('has help with an example for every command', () => {
    const commands = [...strata('--help').stdout.matchAll(/^ {2}(\w+) .*[a-z]/gm)].map(([, name]) => name as string);
    expect(commands).toEqual(expect.arrayContaining(['layers', 'index', 'explain', 'serve', 'demo']));
    for (const name of commands.filter((one) => one !== 'help')) {
      expect(strata(name, '--help').stdout).toMatch(/Examples?:\n {2}\.\/strata /);
    }
  });
});
