import { calledAs } from '@strata/files';
import { Command } from 'commander';
import { parseSize } from '../flags/preprocessing-flags.ts';
import { runCommand } from '../run-command.ts';

interface LayersFlags {
  readonly all?: boolean;
  readonly json?: boolean;
  readonly check?: boolean;
  readonly inputSize?: readonly [width: number, height: number];
}

/** `strata layers`: the tensors of a model that can be explained. */
export function layersCommand(): Command {
  return new Command('layers')
    .description('List the tensors of an ONNX model that can be explained, with their units and maps.')
    .argument('<model>', 'the ONNX file')
    .option('--all', 'also list the tensors inside blocks, and those that can’t be explained, each with the reason')
    .option('--input-size <wxh>', 'width and height of the images, where the model leaves them open', parseSize)
    .option('--check', 'change spots of an image and see whether each tensor’s map changes there')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `\nEnds of blocks come first. A module’s path, as the network’s own code has it, or a tensor’s name is what explain takes\nas --layer; a path stays the same where another export names its tensors otherwise.\n\nExample:\n  ${calledAs()} layers resnet50.onnx`,
    )
    .action((path: string, { all = false, json = false, check = false, inputSize }: LayersFlags) =>
      runCommand(async (signal) => {
        const [{ printLayers }, { unless }] = await Promise.all([
          import('../layers/print-layers.ts'),
          import('../unless.ts'),
        ]);
        const flagged = inputSize ? { width: inputSize[0], height: inputSize[1] } : {};
        await unless(signal, printLayers(path, { all, json, check, flagged }));
      }),
    );
}
