import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const SITE = resolve(import.meta.dirname, '../../docs/site');
/** Written by the generator: signatures, no examples. */
const GENERATED = /^reference\/(?:packages\/|graphql-|python-names)/u;
const BLOCK = /(?:<!-- not run: ([^>]+?) -->\s*)?^```(\w+)[^\n]*\n(.*?)^```$/gmsu;

/** A block of code on a page of the documentation. */
export interface Example {
  readonly language: string;
  readonly code: string;
  /** Why it can't be run; null where it is. */
  readonly notRun: string | null;
}

/** A page, whose examples are run in their order, in one folder. */
export interface ExamplePage {
  readonly path: string;
  readonly examples: readonly Example[];
}

/** All pages of the documentation with their examples. */
export function examplePages(): readonly ExamplePage[] {
  const paths = readdirSync(SITE, { recursive: true, encoding: 'utf8' });
  return paths
    .filter((path) => path.endsWith('.md') && !GENERATED.test(path))
    .sort()
    .map((path) => ({ path, examples: examplesOf(readFileSync(join(SITE, path), 'utf8')) }));
}

function examplesOf(text: string): readonly Example[] {
  return [...text.matchAll(BLOCK)].map(([, notRun, language = '', code = '']) => ({
    language,
    code,
    notRun: notRun ?? null,
  }));
}

/** What the page's Python imports that may not be installed. */
export function frameworksOf({ examples }: ExamplePage): readonly string[] {
  const python = examples.filter(({ language, notRun }) => language === 'python' && notRun === null);
  const imported = python.flatMap(({ code }) =>
    [...code.matchAll(/^(?:import|from) (\w+)/gmu)].map(([, name]) => name ?? ''),
  );
  return ['numpy', 'torch', 'keras', 'flax'].filter((name) => imported.includes(name));
}

/** The words of a command's line, as a shell has them; only what these pages use: quotes and lines that go on. */
export function commandsOf(code: string): readonly (readonly string[])[] {
  const lines = code
    .replaceAll(/\\\n\s*/gu, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.map((line) => [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/gu)].map(([, a, b, c]) => a ?? b ?? c ?? ''));
}
