import { calledAs } from '@strata/files';
import { Command, Option } from 'commander';
import type { ReportFlags } from '../report/report-flags.ts';
import { runCommand } from '../run-command.ts';

const EXAMPLES = `
The report is the version's page on paper: whether to trust it and why, three claims with pictures, what to do next, what
changed since the version tagged as in production, what nobody can name, what rules decided, method and limits. As HTML it is
one file that needs no network.

Examples:
  ${calledAs()} report --model resnet "epoch 30" --html report.html
  ${calledAs()} report --model resnet candidate --pdf report.pdf --language ja
  ${calledAs()} report --model resnet candidate --json report.json`;

/** `strata report`: whether to trust a version, on paper. */
export function reportCommand(): Command {
  return new Command('report')
    .description('Write whether a version can be trusted, and why: for a manager’s desk, as HTML, PDF or JSON.')
    .argument('<version>', 'the version’s label, or a tag that it has')
    .requiredOption('--model <name>', 'the model’s name in the database')
    .option('--html <file>', 'one self-contained file')
    .option('--pdf <file>', 'for paper, A4; needs a browser (comes with npm, or CHROMIUM_PATH)')
    .option('--json <file>', 'the facts with their hashes; - for standard output')
    .addOption(new Option('--language <code>', 'of HTML and PDF').choices(['en', 'ja']).default('en'))
    .addHelpText('after', EXAMPLES)
    .action((version: string, flags: ReportFlags) =>
      runCommand(async (signal) => (await import('../report/report.ts')).report(version, { flags, signal })),
    );
}
