import { calledAs } from '@strata/files';
import { Command } from 'commander';
import { runCommand } from '../run-command.ts';
import type { TagFlags } from '../tag/tags.ts';

const EXAMPLES = `
A tag is on one version of a model at a time; putting it on another moves it, and what was is kept. Where a version is asked
for by its label, its tag does, too: ${calledAs()} gate --version candidate --baseline production.

Examples:
  ${calledAs()} tag --model resnet "epoch 30" production
  ${calledAs()} tag --model resnet "epoch 30" --note "trained on the data of May"
  ${calledAs()} tag --model resnet --remove candidate
  ${calledAs()} tag --model resnet`;

/** `strata tag`: what versions stand for, and notes on them. */
export function tagCommand(): Command {
  return new Command('tag')
    .description('Tag versions of a model (production, candidate), note something on them, and list both.')
    .argument('[version]', 'the version’s label, or a tag that it has')
    .argument('[tag]', 'the tag to put on it')
    .requiredOption('--model <name>', 'the model’s name in the database')
    .option('--remove <tag>', 'take this tag away')
    .option('--note <text>', 'keep a note on the version')
    .option('--json', 'list as JSON')
    .addHelpText('after', EXAMPLES)
    .action((version: string | undefined, tag: string | undefined, flags: TagFlags) =>
      runCommand(async () => (await import('../tag/tags.ts')).tagVersions({ ...flags, version, tag })),
    );
}
