import { calledAs } from '@strata/files';
import { Command } from 'commander';
import { whole } from '../flags/numbers.ts';
import type { PatchFlags } from '../patch/patch.ts';
import { runCommand } from '../run-command.ts';

const EXAMPLES = `
${calledAs()} errors --causes takes ranges out of images that did not choose them. Of those that cause errors, this writes the one
that mends most and breaks least into the network: the same graph, with a few nodes more behind the layer that set the range's
values. The file is checked against that trial, output by output, and says of itself that it is an experiment. The layer keeps
its name: the file is explained, compared and measured like any version.

Examples:
  ${calledAs()} errors --model demo-cnn --version "epoch 3" --causes
  ${calledAs()} patch --model demo-cnn --version "epoch 3" --out patched.onnx`;

/** `strata patch`: what mends errors, as a network of its own. */
export function patchCommand(): Command {
  return new Command('patch')
    .description('Write the intervention that mends most errors as an ONNX file, an experiment.')
    .requiredOption('--model <name>', 'the model’s name in the database')
    .requiredOption('--version <label>', 'the version’s label')
    .requiredOption('--out <file>', 'where to write it')
    .option('--class <name>', 'what was found for this class (default: for all)')
    .option('--confusion <classes...>', 'what was found for images of the first class taken for the second')
    .option('--threads <n>', 'threads that run the model', whole(1, 64), 2)
    .addHelpText('after', EXAMPLES)
    .action((flags: PatchFlags) =>
      runCommand(async (signal) => (await import('../patch/patch.ts')).patch(flags, signal)),
    );
}
