import { Command } from 'commander';
import type { ClassesFlags } from '../classes/classes-flags.ts';
import { whole } from '../flags/numbers.ts';
import { runCommand } from '../run-command.ts';

const EXAMPLES = `
For each class, one half of the images chooses the ranges that fire more on it than on others; each is set to zero in images of the
other half that the network names rightly. A range carries a class only where that breaks more of them than as much removed at
random places of the same maps, over all classes and ranges that were tried. What is found is stored, and stands on the version’s
page of classes, beside what each class is taken for.

Examples:
  npx strata classes --model demo-cnn --version "epoch 30"
  npx strata classes --model demo-cnn --version "epoch 30" --layer /block5/relu/Relu_output_0 --json`;

/** `strata classes`: the ranges that carry each class. */
export function classesCommand(): Command {
  return new Command('classes')
    .description('Find the ranges that carry each class of an explained version, and what breaks without them.')
    .requiredOption('--model <name>', 'the model’s name in the database')
    .requiredOption('--version <label>', 'the version’s label')
    .option('--layer <name>', 'the layer whose ranges are taken out (default: the only one)')
    .option(
      '--classes <file>',
      'a class a line, in the order of the network’s outputs (default: what the model’s versions show)',
    )
    .option('--group-by <regex>', 'how names of images tell which belong together (default: as explained)')
    .option('--threads <n>', 'threads that run the model', whole(1, 64), 2)
    .option('--seed <n>', 'of the halves and of the control’s places', whole(0, 2 ** 31 - 1), 1)
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', EXAMPLES)
    .action((flags: ClassesFlags) =>
      runCommand(async (signal) => (await import('../classes/classes.ts')).classes(flags, signal)),
    );
}
