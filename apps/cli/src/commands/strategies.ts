import { calledAs } from '@strata/files';
import { Command } from 'commander';
import { addLayoutFlags } from '../flags/layout-flags.ts';
import { whole } from '../flags/numbers.ts';
import { offShareOption } from '../flags/off-share.ts';
import { addPreprocessingFlags } from '../flags/preprocessing-flags.ts';
import { addProbeFlags, oneMoreProbe } from '../flags/probe-flags.ts';
import { runCommand } from '../run-command.ts';
import type { StrategiesFlags } from '../strategies/strategies-flags.ts';
import { boundsOption, upsamplingOption } from './range-options.ts';

const EXPLANATION = `
Exactly one of --model and --activations. Every range is searched by every strategy, one after the other on one thread:
  beam     the exact beam search, which scores all candidates of a formula in one sweep over the cells
  optimal  the best of all formulas of up to 3 concepts, proved
  mmesh, cfh, areas, none
           the beam search of the published code, its candidates in the order of an estimate of their IoU, or of none
"visited" counts the formulas whose IoU was computed: for the last four, only formulas of two or more concepts, as in the paper.

Examples:
  ${calledAs()} strategies --probe ./broden --format broden --activations layer4.npy --units 0-9
  ${calledAs()} strategies --probe ./broden --format broden --model resnet.onnx --layer /layer4/Relu_output_0 --units 0-9`;

/** `strata strategies`: the paper's comparison of search strategies, on one's own data. */
export function strategiesCommand(): Command {
  const command = addProbeFlags(
    new Command('strategies')
      .description(
        'Compare the search strategies: formulas visited, time and IoU per range, and how often each is optimal.',
      )
      .requiredOption('--probe <dir>', 'the probe dataset’s folder; give it again for each further one', oneMoreProbe),
  )
    .option('--model <file>', 'the network, an ONNX file; needs --layer')
    .option('--layer <name>', 'the module’s path, such as layer4, or a tensor’s name')
    .option(
      '--activations <file>',
      '.npy, .npz or .safetensors of shape (units, samples, height, width), float32, float16 or bfloat16; FILE.npz:KEY names one of several arrays',
    )
    .option('--units <list>', 'units such as 0-9,12 (default: all, or those in --ranges)')
    .option('--ranges <file>', 'hold ranges fixed: {"<unit>": [[lower, upper], …]}')
    .option('--clusters <k>', 'ranges per unit; 1 = the top 0.5 %', whole(1, 32), 5)
    .addOption(boundsOption())
    .addOption(upsamplingOption())
    .addOption(offShareOption())
    .option('--length <n>', 'concepts in a formula, at most; optimal is left out beyond 3', whole(1, 10), 3)
    .option('--beam <b>', 'formulas kept from step to step', whole(1, 1000), 5)
    .option('--threads <n>', 'threads that run the model', whole(1, 64), 2)
    .option('--json <file>', 'write what each strategy found for every range to a file');
  return addLayoutFlags(addPreprocessingFlags(command))
    .addHelpText('after', EXPLANATION)
    .action((flags: StrategiesFlags) =>
      runCommand(async (signal) => (await import('../strategies/compare.ts')).compare(flags, signal)),
    );
}
