import { Command } from 'commander';
import { runCommand } from '../run-command.ts';
import { whole } from './numbers.ts';

interface RandomizeFlags {
  readonly out?: string;
  readonly seed: number;
}

/** `strata randomize`: the untrained baseline of a network that has none. */
export function randomizeCommand(): Command {
  return new Command('randomize')
    .description('Write the same network untrained, to serve as the baseline that specialization is measured against.')
    .argument('<model>', 'the ONNX file')
    .option('--out <file>', 'where to write it (default: beside the model, ending in .untrained.onnx)')
    .option('--seed <n>', 'the same seed gives the same weights', whole(0, 2 ** 31 - 1), 1)
    .addHelpText(
      'after',
      '\nWeights are drawn uniform in ±√(6 / inputs); biases become 0, normalizations are reset (scale 1, bias 0, mean 0, variance 1).' +
        '\n\nExample:\n  npx strata randomize resnet50.onnx\n  npx strata explain --model resnet50.untrained.onnx --baseline …',
    )
    .action((path: string, flags: RandomizeFlags) =>
      runCommand(async () => {
        const { randomize } = await import('../randomize/randomize.ts');
        await randomize(path, flags);
      }),
    );
}
