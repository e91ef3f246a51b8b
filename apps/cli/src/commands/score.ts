import { calledAs } from '@strata/files';
import { Command } from 'commander';
import { whole } from '../flags/numbers.ts';
import { runCommand } from '../run-command.ts';
import type { ScoreFlags } from '../score/score-flags.ts';

const EXAMPLES = `
How well does a formula of your own overlap what each neuron fires on, in each of its ranges? Neurons come by IoU, exactly,
beside the IoU of the same formula over shuffled images. No search chose the formula; which neurons come first is a choice
among all of them, so each p is adjusted over all ranges that were scored (Benjamini–Hochberg): q. What runs hit is kept in
the cache when they are explained; where it is not, it is counted first.

Examples:
  ${calledAs()} score "water AND NOT sky" --model demo-cnn --version "epoch 30"
  ${calledAs()} score '"street lamp" OR pole' --model resnet --version production --layer layer4 --json`;

/** `strata score`: a formula against every neuron and range of a version. */
export function scoreCommand(): Command {
  return new Command('score')
    .description('Score a formula of your own against every neuron and range of an explained version.')
    .argument('<formula>', 'concepts joined by AND, OR and NOT, names with spaces in double quotes')
    .requiredOption('--model <name>', 'the model’s name in the database')
    .requiredOption('--version <label>', 'the version’s label, or a tag that it has')
    .option('--layer <name>', 'only this layer (default: all that were explained)')
    .option('--first <n>', 'ranges that are shown', whole(1, 10_000), 20)
    .option('--threads <n>', 'threads that run the model, where its activations are not in the cache', whole(1, 64), 2)
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', EXAMPLES)
    .action((formula: string, flags: ScoreFlags) =>
      runCommand(async (signal) => (await import('../score/score.ts')).score({ ...flags, formula }, signal)),
    );
}
