import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { terminalSafe } from '../src/terminal-safe.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const TITLE = '\u001b]0;owned\u0007';

describe('a text for the terminal', () => {
  it('shows what a terminal would act on, and keeps lines, tabs and letters of all scripts', () => {
    expect(terminalSafe(`a${TITLE}b`)).toBe('a\\u001b]0;owned\\u0007b');
    expect(terminalSafe('\r\b\u007f\u009b31m\u202e')).toBe('\\u000d\\u0008\\u007f\\u009b31m\\u202e');
    expect(terminalSafe('a\tb\n水 ∧ e\u0301 👩‍🔬')).toBe('a\tb\n水 ∧ e\u0301 👩‍🔬');
  });

  it('stays JSON of the same value', () => {
    const value = { name: '\u001b[2J\u009b2J\u202e', lines: 'a\nb' };
    expect(JSON.parse(terminalSafe(JSON.stringify(value, null, 2)))).toEqual(value);
  });
});

it.each([
  ['a file that is none', ['layers', `/no/such/${TITLE}.onnx`]],
  ['a flag that is none', ['layers', `--${TITLE}`]],
  ['a command that is none', [`x${TITLE}`]],
  ['a value that is none', ['serve', '--port', TITLE]],
])('the command writes no control character of %s', (_, args) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' });
  expect(status).not.toBe(0);
  expect(stderr).toContain('owned');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(stdout + stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/u);
});
