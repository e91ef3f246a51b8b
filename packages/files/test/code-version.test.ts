import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { codeVersion, versionOf } from '../src/code-version.ts';

const root = mkdtempSync(join(tmpdir(), 'strata-version-'));
afterAll(() => rmSync(root, { recursive: true }));

function git(folder: string, ...args: string[]): string {
  const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.org'];
  return execFileSync('git', ['-C', folder, ...who, ...args], { encoding: 'utf8' }).trim();
}

describe('the version of the code', () => {
  it('is that of package.json with the commit of a clone, and without it elsewhere', () => {
    const clone = join(root, 'clone');
    mkdirSync(clone);
    writeFileSync(join(clone, 'package.json'), '{ "version": "1.2.3" }');
    expect(versionOf(clone)).toBe('1.2.3');
    git(clone, 'init', '--quiet');
    // A repository without a commit.
    expect(versionOf(clone)).toBe('1.2.3');
    git(clone, 'commit', '--quiet', '--allow-empty', '--message', 'first');
    expect(versionOf(clone)).toBe(`1.2.3+${git(clone, 'rev-parse', 'HEAD').slice(0, 12)}`);
    const tree = join(root, 'tree');
    git(clone, 'worktree', 'add', '--quiet', '--detach', tree);
    writeFileSync(join(tree, 'package.json'), '{ "version": "1.2.4" }');
    expect(versionOf(tree)).toBe(`1.2.4+${git(clone, 'rev-parse', 'HEAD').slice(0, 12)}`);
    // Unpacked inside somebody else's repository.
    mkdirSync(join(clone, 'inside'));
    writeFileSync(join(clone, 'inside', 'package.json'), '{ "version": "2.0.0" }');
    expect(versionOf(join(clone, 'inside'))).toBe('2.0.0');
  });

  it('is this code’s', () => {
    const { version } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../package.json'), 'utf8'));
    expect(codeVersion()).toMatch(new RegExp(`^${version}(\\+[0-9a-f]{12})?$`));
  });
});
