import { calledAs } from '@strata/files';
import { Command } from 'commander';
import type { ErrorsFlags } from '../errors/errors-flags.ts';
import { whole } from '../flags/numbers.ts';
import { runCommand } from '../run-command.ts';

const EXAMPLES = `
Looks for the formula over concepts present in an image that best tells errors from successes, exactly, and asks how often
permuted errors have one as good. Each further slice is looked for in the images that those before leave. Under ten errors,
nothing is looked for; of a slice with fewer than ten errors, nothing is said. Images that belong together (a drive, a
patient) count as one.

--causes chooses ranges by one half of the images, and takes each out of the other half: its values are set to zero, or to the
neuron's mean on successes. A range is called a cause only where that mends more errors than as much changed at random places
of the same maps, over all that was tried, and does more good than harm. What is found is stored, and stands on the version's page of errors.

Examples:
  ${calledAs()} errors --model demo-cnn --version "epoch 3"
  ${calledAs()} errors --model demo-cnn --version "epoch 3" --class harbour
  ${calledAs()} errors --model demo-cnn --version "epoch 3" --confusion harbour coast
  ${calledAs()} errors --model demo-cnn --version "epoch 3" --causes`;

/** `strata errors`: what the errors of a version go with. */
export function errorsCommand(): Command {
  return new Command('errors')
    .description('Find what the errors of an explained version go with: formulas over what is in its images.')
    .requiredOption('--model <name>', 'the model’s name in the database')
    .requiredOption('--version <label>', 'the version’s label')
    .option('--class <name>', 'only images of this class (default: of all)')
    .option('--confusion <classes...>', 'two classes: only images of the first, taken for the second or rightly named')
    .option(
      '--classes <file>',
      'a class a line, in the order of the network’s outputs (default: what the model’s versions show)',
    )
    .option('--group-by <regex>', 'how names of images tell which belong together (default: as explained)')
    .option(
      '--causes [layer]',
      'also find neurons’ ranges that fire on errors more than on successes of a class, and take them out',
    )
    .option('--threads <n>', 'threads that run the model for --causes', whole(1, 64), 2)
    .option('--permutations <n>', 'times that errors are permuted', whole(19, 100_000), 200)
    .option('--seed <n>', 'of the permutations', whole(0, 2 ** 31 - 1), 1)
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', EXAMPLES)
    .action((flags: ErrorsFlags) =>
      runCommand(async (signal) => (await import('../errors/errors.ts')).errors(flags, signal)),
    );
}
