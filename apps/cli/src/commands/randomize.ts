import { calledAs } from '@strata/files';
import { Command } from 'commander';
import { whole } from '../flags/numbers.ts';
import type { RandomizeRequest } from '../randomize/randomize.ts';
import { runCommand } from '../run-command.ts';

/** The greatest seed. */
const LAST_SEED = 2 ** 31 - 1;
/** The most twins at once. */
const SEEDS_MAX = 100;

/** `strata randomize`: the untrained baselines of a network that has none. */
export function randomizeCommand(): Command {
  return new Command('randomize')
    .description('Write the same network untrained, to serve as the baseline that specialization is measured against.')
    .argument('<model>', 'the ONNX file')
    .option('--out <file>', 'where to write it (default: beside the model, ending in .untrained.onnx)')
    .option('--seed <n>', 'the same seed gives the same weights', whole(0, LAST_SEED - SEEDS_MAX), 1)
    .option(
      '--seeds <n>',
      'write this many, ending in .untrained-1.onnx and so on, each with its own seed',
      whole(1, SEEDS_MAX),
    )
    .option(
      '--keep <name>',
      'a constant that is not learnt and stays as it is (can be given several times)',
      gather,
      [],
    )
    .addHelpText(
      'after',
      '\nWeights are drawn uniform in ±√(6 / inputs), tables, tokens and positions around 0; biases become 0, normalizations' +
        '\nare reset (scale 1, bias 0, mean 0, variance 1). Positions made of sines and cosines stay. Where the file does not tell' +
        '\nwhether a constant is learnt, nothing is written.' +
        `\n\nExamples:\n  ${calledAs()} randomize resnet50.onnx --seeds 5\n  ${calledAs()} explain --model resnet50.untrained-1.onnx --baseline …`,
    )
    .action((path: string, flags: Omit<RandomizeRequest, 'signal'>) =>
      runCommand(async (signal) => {
        const { randomize } = await import('../randomize/randomize.ts');
        await randomize(path, { ...flags, signal });
      }),
    );
}

function gather(name: string, before: readonly string[]): string[] {
  return [...before, name];
}
