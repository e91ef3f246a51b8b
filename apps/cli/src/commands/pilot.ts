import { calledAs } from '@strata/files';
import { Command } from 'commander';
import type { ExplainFlags } from '../explain/explain-flags.ts';
import { whole } from '../flags/numbers.ts';
import { runCommand } from '../run-command.ts';
import { addExplainFlags } from './explain.ts';

const EXAMPLES = `
Explains a sample of each layer’s neurons, spread over the layer, and says what the sample already shows of the whole, with
intervals, and what the rest would take. The same command with "explain" goes on to all neurons: what the sample has is kept,
and each neuron comes out as if all had been explained at once; only grades, which rest on the whole layer, are given anew.

Examples:
  ${calledAs()} pilot --probe ./broden --format broden --model resnet.onnx --layer /layer3/Relu_output_0 --layer /layer4/Relu_output_0
  ${calledAs()} pilot --units 64 --probe ./broden --format broden --activations layer4.npy`;

/** `strata pilot`: a sample of each layer's units, and what it says of the whole. */
export function pilotCommand(): Command {
  const command = new Command('pilot').description(
    'Start small: explain a sample of each layer’s neurons, and say what the whole would show and cost.',
  );
  return addExplainFlags(command)
    .option('--units <n>', 'neurons of each layer’s sample', whole(1, 1_000_000), 32)
    .addHelpText('after', EXAMPLES)
    .action(({ units, ...flags }: Omit<ExplainFlags, 'units'> & { units: number }) =>
      runCommand(async (signal) => (await import('../explain/explain.ts')).explain({ ...flags, pilot: units }, signal)),
    );
}
