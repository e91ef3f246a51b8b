import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addProbeFlags, type ProbeFlags, probeOptions } from '../src/flags/probe-flags.ts';

function parse(...flags: string[]) {
  const command = addProbeFlags(new Command('some'))
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  return probeOptions(command.parse(['--format', 'broden', ...flags], { from: 'user' }).opts<ProbeFlags>());
}

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

  it.each([
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
