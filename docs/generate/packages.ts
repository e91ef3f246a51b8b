import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Comment, parseSync } from 'oxc-parser';
import { escaped } from './escaped.ts';

type Page = readonly [path: string, text: string];

/** A docstring belongs to what begins so many characters behind it, at most. */
const GAP_MAX = 2;
const EXPORTED = /^export (?:declare )?(?:abstract )?(?:async )?(?:function|class|interface|type|const|enum) /u;

/** A page for each package: what its index exports, with docstrings and signatures as they stand in the source. */
export function packagePages(root: string): readonly Page[] {
  const folder = join(root, 'packages');
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'src/index.ts')))
    .sort()
    .map((name) => [`packages/${name}.md`, packageText(name, join(folder, name, 'src/index.ts'))] as const);
}

function packageText(name: string, index: string): string {
  const found = exportsOf(index).sort((a, b) => (a.name < b.name ? -1 : 1));
  const parts = found.map(({ name: exported, doc, signature }) =>
    [`## ${exported}`, escaped(doc), `\`\`\`ts\n${signature}\n\`\`\``].filter((part) => part !== '').join('\n\n'),
  );
  return [`# @strata/${name}`, ...parts].join('\n\n');
}

interface Exported {
  readonly name: string;
  readonly doc: string;
  readonly signature: string;
}

function exportsOf(path: string): Exported[] {
  const source = readFileSync(path, 'utf8');
  const { program, comments } = parseSync(path, source);
  return program.body.flatMap((statement): Exported[] => {
    if (statement.type === 'ExportAllDeclaration') return exportsOf(fileOf(statement.source.value, path));
    if (statement.type !== 'ExportNamedDeclaration') return [];
    const { declaration } = statement;
    if (declaration) {
      const names = 'declarations' in declaration ? declaration.declarations.map(({ id }) => id) : [declaration.id];
      const text = source.slice(statement.start, statement.end);
      const doc = docBefore(statement.start, { source, comments });
      return names.flatMap((id) =>
        id && 'name' in id ? [{ name: String(id.name), doc, signature: signatureOf(text) }] : [],
      );
    }
    if (!statement.source) return [];
    const there = new Map(exportsOf(fileOf(statement.source.value, path)).map((one) => [one.name, one]));
    return statement.specifiers.flatMap(({ local, exported }) => {
      const one = 'name' in local ? there.get(local.name) : undefined;
      return one && 'name' in exported ? [{ ...one, name: exported.name }] : [];
    });
  });
}

/** The file of a module that another one names; a package's is its index. */
function fileOf(specifier: string, from: string): string {
  const [, name] = /^@strata\/([^/]+)$/u.exec(specifier) ?? [];
  if (name === undefined) return resolve(dirname(from), specifier);
  const root = /^(.*?)\/(?:packages|db)\//u.exec(from)?.[1] ?? '';
  return join(root, name === 'db' ? name : `packages/${name}`, 'src/index.ts');
}

function docBefore(start: number, { source, comments }: { source: string; comments: readonly Comment[] }): string {
  const comment = comments.findLast(({ end }) => end <= start);
  if (comment?.type !== 'Block' || !comment.value.startsWith('*')) return '';
  if (source.slice(comment.end, start).trim() !== '' || source.slice(comment.end, start).split('\n').length > GAP_MAX)
    return '';
  const lines = comment.value.slice(1).split('\n');
  const text = lines
    .map((line) => line.replace(/^\s*\* ?/u, '').trimEnd())
    .join('\n')
    .trim();
  return text.replaceAll(/(?:^|\n)@(throws|returns?|param|source) ?/gu, (_, tag: string) => `\n\n_${tag}_ `).trim();
}

/** Without a function's body or a class's methods' bodies, or a constant's long value. */
function signatureOf(text: string): string {
  if (!EXPORTED.test(text)) return text;
  const plain = text.replace(/^export (?:declare )?/u, '');
  if (/^(?:interface|type|enum) /u.test(plain)) return plain;
  if (/^const /u.test(plain))
    return plain.split('\n').length > 12 ? `${plain.split('\n').slice(0, 12).join('\n')}\n…` : plain;
  return plain.slice(0, bodyStart(plain)).trimEnd();
}

/** Where the body's brace is: the first that is open outside of parentheses and of types that end with one. */
function bodyStart(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const one = text[at] ?? '';
    if ('(['.includes(one)) depth += 1;
    if (')]'.includes(one)) depth -= 1;
    if (one !== '{' || depth > 0) continue;
    if (!/[:|&<,=]\s*$/u.test(text.slice(0, at))) return at;
    at = closing(text, at);
  }
  return text.length;
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}
