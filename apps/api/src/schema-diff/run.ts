import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { breakingChanges } from './breaking-changes.ts';

const folder = path.resolve(import.meta.dirname, '../..');
const [baseline, current, notes] = ['schema-baseline.graphql', 'schema.graphql', 'schema-changes.md'].map((name) =>
  path.join(folder, name),
) as [string, string, string];

const HELP = `Usage: npm run schema-diff [-- --accept]

Fails when schema.graphql breaks clients of schema-baseline.graphql, the schema of the last release, and
schema-changes.md has no note of it. --accept makes the schema of today the baseline: part of a release.

Example:
  npm run schema-diff
`;

async function compare(): Promise<number> {
  const read = (file: string) => readFileSync(file, 'utf8');
  const changes = await breakingChanges({ before: read(baseline), after: read(current) }, read(notes));
  for (const { path: where, message, noted } of changes) {
    process.stdout.write(`${noted ? 'noted   ' : 'BREAKING'}  ${where}: ${message}\n`);
  }
  const unnoted = changes.filter(({ noted }) => !noted);
  if (unnoted.length === 0) return 0;
  const lines = unnoted.map(({ path: where }) => `- \`${where}\`: <why, and what clients do instead>`);
  process.stderr.write(
    `Clients of the last release would break. Change it back, or add to schema-changes.md:\n${lines.join('\n')}\n`,
  );
  return 1;
}

if (process.argv.includes('--help')) process.stdout.write(HELP);
else if (process.argv.includes('--accept')) {
  copyFileSync(current, baseline);
  writeFileSync(notes, readFileSync(notes, 'utf8').replace(/^- `.*\n/gmu, ''));
} else process.exitCode = await compare();
