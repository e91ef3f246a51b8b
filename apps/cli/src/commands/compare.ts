import { calledAs } from '@strata/files';
import { Command } from 'commander';
import type { CompareFlags } from '../compare/compare-flags.ts';
import { whole } from '../flags/numbers.ts';
import { runCommand } from '../run-command.ts';

const EXAMPLES = `
A range keeps its meaning (same) when the earlier formula overlaps at least 95 % as well as the later one with where the
neuron fires in the later version. Else what both formulas cover decides, of what either covers: reworded from 80 % on,
shifted from 20 % on, a new meaning below. What is missing is computed from the later version’s activations: those in the
cache, or of its network, which must lie where it was explained.

Examples:
  ${calledAs()} compare --model resnet "epoch 10" "epoch 30"
  ${calledAs()} compare --model resnet "epoch 1" "epoch 30" --layer /layer4/Relu_output_0`;

/** `strata compare`: what has become of ranges from one version to another. */
export function compareCommand(): Command {
  return new Command('compare')
    .description(
      'Compare two explained versions of a model: which ranges changed their meaning, by what formulas cover.',
    )
    .argument('<before>', 'the earlier version’s label')
    .argument('<after>', 'the later version’s label')
    .requiredOption('--model <name>', 'the model’s name in the database')
    .option('--layer <name>', 'only this layer (default: all that both versions have)')
    .option('--threads <n>', 'threads that run the model, where its activations are not in the cache', whole(1, 64), 2)
    .addHelpText('after', EXAMPLES)
    .action((before: string, after: string, flags: CompareFlags) =>
      runCommand(async (signal) =>
        (await import('../compare/compare-versions.ts')).compareVersions({ ...flags, before, after }, signal),
      ),
    );
}
