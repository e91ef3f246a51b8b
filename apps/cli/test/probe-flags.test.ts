import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addProbeFlags, type ProbeFlags, probeOptions } from '../src/flags/probe-flags.ts';

function parseOf(roots: readonly string[], ...flags: string[]) {
  const command = addProbeFlags(new Command('some'))
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  return probeOptions(command.parse(flags, { from: 'user' }).opts<ProbeFlags>(), roots);
}

const parse = (...flags: string[]) => parseOf(['a'], '--format', 'broden', ...flags);

describe('how a probe dataset is read', () => {
  it('is what its files say, where no flag does', () => {
    expect(parse()).toEqual({ format: 'broden', exif: null, voidLabels: [], groupBy: null, pick: null });
  });

  it('is told by flags', () => {
    expect(parse('--exif', 'apply', '--void', '255', '--group-by', '^([^_]+)_')).toEqual({
      format: 'broden',
      exif: 'apply',
      voidLabels: [255],
      groupBy: '^([^_]+)_',
      pick: null,
    });
    // 0 is no label anyhow.
    expect(parse('--void', '254, 255,0,255').voidLabels).toEqual([254, 255]);
  });

  it('is what the files look like, without a layout', () => {
    expect(parseOf(['a']).format).toBe('auto');
  });

  it('takes one layout for all datasets, or one for each', () => {
    const roots = ['a', 'b', 'c'];
    expect(parseOf(roots, '--format', 'planes')).toMatchObject({
      format: 'planes',
      further: [
        { path: 'b', format: 'planes' },
        { path: 'c', format: 'planes' },
      ],
    });
    const each = ['--format', 'planes', '--format', 'via', '--format', 'auto'];
    expect(parseOf(roots, ...each).further?.map(({ format }) => format)).toEqual(['via', 'auto']);
    expect(() => parseOf(roots, '--format', 'planes', '--format', 'via')).toThrow(/one for each of 3, found 2/u);
  });

  it('takes all kinds of computed concepts, or those that are named', () => {
    expect(parse('--computed').computed).toEqual(['colors', 'textures', 'positions', 'sizes']);
    expect(parse('--computed', 'sizes,colors').computed).toEqual(['colors', 'sizes']);
    expect(parse().computed).toBeUndefined();
  });

  it.each([
    ['--computed', 'photos'],
    ['--format', 'nothing'],
    ['--void', 'sky'],
    ['--void', '65536'],
    ['--void', '-1'],
    ['--void', ''],
    ['--exif', 'turn'],
    ['--group-by', '([a-z]'],
    ['--group-by', ''],
  ])('is refused as %s %s', (...flags) => {
    expect(() => parse(...flags)).toThrow();
  });
});
