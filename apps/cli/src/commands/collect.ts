import { Command } from 'commander';
import type { CollectFlags } from '../collect/collect-flags.ts';
import { whole } from '../flags/numbers.ts';
import { runCommand } from '../run-command.ts';

const EXAMPLES = `
One half of the images chooses pairs of concepts (or of a concept and a class) that at most one image in ten of the data has and
that are wrong more often than images with one of the two alone. A readout of the layer, not the network itself, then learns
from more and more images of each pair, beside as many other images, and is tested on the other half: how its errors fall lets
expect how many a hundred new images mend. "Collect" is said only where they mend more than as many others, over all that was
tried. The data are the images that the network has learnt from, where the dataset's splits say which; else those at hand.

Examples:
  npx strata collect --model demo-cnn --version "epoch 3"
  npx strata collect --model demo-cnn --version "epoch 3" --csv to-collect.csv
  npx strata collect --model demo-cnn --version "epoch 3" --learnt train --layer /block5/relu/Relu_output_0`;

/** `strata collect`: of what to collect images first. */
export function collectCommand(): Command {
  return new Command('collect')
    .description('Say which images to collect first: pairs of concepts that are rare in the data and decide errors.')
    .requiredOption('--model <name>', 'the model’s name in the database')
    .requiredOption('--version <label>', 'the version’s label')
    .option('--layer <name>', 'the layer that a readout learns from (default: the only one)')
    .option(
      '--learnt <split>',
      'the split that the network has learnt from (default: "train" or "training", if there is one)',
    )
    .option(
      '--classes <file>',
      'a class a line, in the order of the network’s outputs (default: what the model’s versions show)',
    )
    .option('--group-by <regex>', 'how names of images tell which belong together (default: as explained)')
    .option('--threads <n>', 'threads that run the model, where its activations are not in the cache', whole(1, 64), 2)
    .option('--seed <n>', 'of the halves and of the images drawn', whole(0, 2 ** 31 - 1), 1)
    .option('--csv <file>', 'also write the list for annotators, with images and counter-examples')
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', EXAMPLES)
    .action((flags: CollectFlags) =>
      runCommand(async (signal) => (await import('../collect/collect.ts')).collect(flags, signal)),
    );
}
