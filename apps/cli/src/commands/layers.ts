import { Command } from 'commander';
import { runCommand } from '../run-command.ts';

/** `strata layers`: the tensors of a model that can be explained. */
export function layersCommand(): Command {
  return new Command('layers')
    .description('List the tensors of an ONNX model that can be explained, without running it.')
    .argument('<model>', 'the ONNX file')
    .option('--all', 'list the other tensors, too, with the reason why not')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nA name from the first column is what explain takes as --layer.\n\nExample:\n  npx strata layers resnet50.onnx',
    )
    .action((path: string, flags: { all?: boolean; json?: boolean }) =>
      runCommand(async () => {
        const { printLayers } = await import('../layers/print-layers.ts');
        await printLayers(path, { all: flags.all ?? false, json: flags.json ?? false });
      }),
    );
}
