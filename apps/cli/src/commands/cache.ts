import { calledAs } from '@strata/files';
import { Command, InvalidArgumentError, Option } from 'commander';
import { runCommand } from '../run-command.ts';

/** The kinds to choose from, without loading the packages that keep them to print a help text. */
const CACHE_KINDS = ['cells', 'images', 'activations', 'unpacked', 'hits', 'unfinished'] as const;
const UNITS_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;

const EXAMPLES = `
Everything in the cache is made again when it is needed: cells (a probe dataset read once), images (cells prepared for a
layer's maps), activations (a layer's values on a dataset), unpacked (activations that were handed in compressed), hits
(what a run's ranges hit, to score formulas with), and what a process is writing or left unfinished. Results are in the
database, not here. What a running process uses is never removed; links are neither followed nor removed.

Examples:
  ${calledAs()} cache ls
  ${calledAs()} cache rm 3fa9c1d04b7e
  ${calledAs()} cache rm --kind activations --older-than 7d --dry-run`;

interface RemoveFlags {
  readonly kind?: (typeof CACHE_KINDS)[number];
  readonly olderThan?: number;
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `strata cache`: what lies in the cache, and how to be rid of it. */
export function cacheCommand(): Command {
  return new Command('cache')
    .description('List the entries of the cache, or remove some.')
    .addHelpText('after', EXAMPLES)
    .addCommand(listCommand())
    .addCommand(removeCommand());
}

function listCommand(): Command {
  return new Command('ls')
    .description(
      'List the entries of the cache, the largest first: what each belongs to, its size, and when it was last used.',
    )
    .option('--json', 'print JSON')
    .addHelpText('after', `\nExample:\n  ${calledAs()} cache ls --json`)
    .action(({ json = false }: { json?: boolean }) =>
      runCommand(async () => (await import('../cache/cache-actions.ts')).printCache({ json })),
    );
}

function removeCommand(): Command {
  return new Command('rm')
    .description('Remove the entries that meet every condition given. Exit code 3 when some are in use and were left.')
    .argument('[keys...]', `keys as "${calledAs()} cache ls" lists them, or their first digits`)
    .addOption(new Option('--kind <kind>', 'only this kind').choices(CACHE_KINDS))
    .option('--older-than <time>', 'only entries not used for at least this long, such as 30m, 12h, 7d or 4w', duration)
    .option('--all', 'everything')
    .option('--dry-run', 'remove nothing; only say what would be removed')
    .option('--json', 'print JSON')
    .addHelpText('after', `\nExample:\n  ${calledAs()} cache rm --older-than 7d`)
    .action((keys: string[], { kind, olderThan, all = false, dryRun = false, json = false }: RemoveFlags) =>
      runCommand(async () => {
        const { removeFromCache } = await import('../cache/cache-actions.ts');
        await removeFromCache({ keys, kind: kind ?? null, olderThanMs: olderThan ?? null, all, dryRun, json });
      }),
    );
}

function duration(text: string): number {
  const [, digits, unit] = /^(\d{1,6})([mhdw])$/u.exec(text) ?? [];
  if (digits === undefined) throw new InvalidArgumentError('Expected a time such as 30m, 12h, 7d or 4w.');
  return Number(digits) * UNITS_MS[unit as keyof typeof UNITS_MS];
}
