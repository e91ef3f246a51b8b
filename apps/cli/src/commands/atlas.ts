import { calledAs } from '@strata/files';
import { Command } from 'commander';
import type { AtlasFlags } from '../atlas/atlas-flags.ts';
import { whole } from '../flags/numbers.ts';
import { runCommand } from '../run-command.ts';

const EXAMPLES = `
explain places what it explains by itself; this is for what was explained before there was a map. What ranges fire on is
counted again from activations in the cache, or of the network, which must lie where it was explained. Formulas stay as they
are, and nothing that stands on the map moves: it belongs to the probe dataset, not to a version.

Examples:
  ${calledAs()} atlas --model resnet
  ${calledAs()} atlas --model resnet --version "epoch 30" --layer /layer4/Relu_output_0`;

/** `strata atlas`: places explained ranges on the map of their probe dataset. */
export function atlasCommand(): Command {
  return new Command('atlas')
    .description(
      'Place the ranges of explained layers on the map of what neurons fire on, as far as they are not on it.',
    )
    .requiredOption('--model <name>', 'the model’s name in the database')
    .option('--version <label>', 'only this version, by its label or a tag (default: all)')
    .option('--layer <name>', 'only this layer (default: all)')
    .option('--threads <n>', 'threads that run the model, where its activations are not in the cache', whole(1, 64), 2)
    .addHelpText('after', EXAMPLES)
    .action((flags: AtlasFlags) =>
      runCommand(async (signal) => (await import('../atlas/place-model.ts')).placeModel(flags, signal)),
    );
}
