import { calledAs } from '@strata/files';
import { Command, Option } from 'commander';
import { whole } from '../flags/numbers.ts';
import type { QueryFlags } from '../query/query-flags.ts';
import { runCommand } from '../run-command.ts';

const EXAMPLES = `
A formula is matched by its structure, in whatever order it is written; * stands for any one concept. --match contains also
finds it as a part of longer formulas, --match equivalent in any other structure that says the same. Asks this machine's database, or a server with --server and a key (better in STRATA_KEY than in a command's line).

Examples:
  ${calledAs()} query 'water AND NOT sky'
  ${calledAs()} query 'sky OR *' --range 5 --json
  ${calledAs()} query 'NOT sky' --match contains
  STRATA_KEY=strata_… ${calledAs()} query water --server https://strata.example`;

/** `strata query`: the neurons and ranges of a formula. */
export function queryCommand(): Command {
  return new Command('query')
    .description('Find the neurons and ranges that a formula explains, the best overlap first.')
    .argument('<formula>', 'concepts joined by OR, AND, AND NOT')
    .addOption(
      new Option('--match <how>', 'how formulas are compared')
        .choices(['matches', 'contains', 'equivalent'])
        .default('matches'),
    )
    .option('--first <n>', 'how many to show', whole(1, 100), 20)
    .option('--range <n>', 'only this activation range, 1 = the weakest', whole(1, 32))
    .option('--server <url>', 'the address of a server’s API; default this machine’s database')
    .option('--key <key>', 'the key for the server; default STRATA_KEY')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action((formula: string, flags: QueryFlags) =>
      runCommand(async (signal) => (await import('../query/query.ts')).query(formula, { flags, signal })),
    );
}
