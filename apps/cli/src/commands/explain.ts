import { calledAs } from '@strata/files';
import type { Provider } from '@strata/onnx';
import { Command, Option } from 'commander';
import type { ExplainFlags } from '../explain/explain-flags.ts';
import { addEvidenceFlags } from '../flags/evidence-flags.ts';
import { addLayoutFlags } from '../flags/layout-flags.ts';
import { share, whole } from '../flags/numbers.ts';
import { offShareOption } from '../flags/off-share.ts';
import { addPreprocessingFlags } from '../flags/preprocessing-flags.ts';
import { addProbeFlags, oneMoreProbe } from '../flags/probe-flags.ts';
import { runCommand } from '../run-command.ts';
import { categories } from './categories.ts';
import { MASKED_SAMPLES, maskedSamples } from './masked-samples.ts';
import { boundsOption, upsamplingOption } from './range-options.ts';
import { GRAMMARS, SEARCHES } from './search-choices.ts';

/** Without loading the runtime to print a help text. */
const PROVIDERS = Object.keys({ cpu: true, cuda: true } satisfies Record<Provider, true>);

const EXAMPLES = `
Exactly one of --model, --activations and --recording. The model’s preprocessing is read from <model>.strata.json beside it; the flags
from --input-size to --layout stand in for that file, or override it.

Beside its overlap, each formula gets evidence: how it overlaps images that did not choose it, and shuffled ones. A run that is
complete without it gets it by the same command again, without a new search of its formulas.

Several --layer: the model runs once for all of them, each is stored as a run of its own, and --json needs {layer} in the
file’s name, in which all but letters, digits, "-" and "." becomes "_". How a layer’s values lie on the image (channels
first or last, a transformer’s tokens on their grid behind a class token) is inferred, and "${calledAs()} layers" shows it;
--layer-layout, --token-grid and --class-tokens state it where it can’t be inferred.

Examples:
  ${calledAs()} explain --probe ./broden --format broden --model resnet.onnx --layer /layer4/Relu_output_0
  ${calledAs()} explain --probe ./broden --format broden --model vit.onnx --layer /blocks.5/Add_1_output_0 \\
    --layer /blocks.11/Add_1_output_0 --json 'vit{layer}.json'
  ${calledAs()} explain --probe ./broden --format broden --activations layer4.npy --units 0-9 --json explanations.json
  ${calledAs()} explain --probe ./broden --format broden --recording recordings/resnet --json 'explanations-{version}-{layer}.json'
  ${calledAs()} explain --probe ./broden --format broden --activations layer4.npy --search optimal --categories object,part
  ${calledAs()} explain --probe ./broden --format broden --model resnet.onnx --layer /layer4/Relu_output_0 --importance --label-masking 20`;

/** `strata explain`: ranges and formulas of a layer's units. */
export function explainCommand(): Command {
  const command = new Command('explain').description(
    'Explain units: cluster their activations into ranges and find the formula that matches each range best.',
  );
  return addExplainFlags(command)
    .option('--units <list>', 'units such as 0-9,12 (default: all, or those in --ranges)')
    .option('--ranges <file>', 'hold ranges fixed: {"<unit>": [[lower, upper], …]}')
    .addHelpText('after', EXAMPLES)
    .action((flags: ExplainFlags) =>
      runCommand(async (signal) => (await import('../explain/explain.ts')).explain(flags, signal)),
    );
}

/** What all that explains takes. */
export function addExplainFlags(asked: Command): Command {
  const command = addProbeFlags(
    asked.requiredOption(
      '--probe <dir>',
      'the probe dataset’s folder; give it again for each further one',
      oneMoreProbe,
    ),
  )
    .option('--model <file>', 'the network, an ONNX file; needs --layer')
    .option(
      '--layer <name>',
      'the module’s path, such as layer4, or a tensor’s name; give it again for each further one; it is the layer’s name in the database',
      oneMore,
    )
    .option(
      '--activations <file>',
      '.npy, .npz or .safetensors of shape (units, samples, height, width), float32, float16 or bfloat16; FILE.npz:KEY names one of several arrays',
    )
    .addOption(
      new Option(
        '--provider <provider>',
        'what the model runs on while its layers are recorded: the processor, or a GPU where ONNX Runtime finds CUDA',
      )
        .choices(PROVIDERS)
        .default('cpu'),
    )
    .option(
      '--predictions <file>',
      'with --model: a .csv of what the network predicts in its own framework (columns prediction, key, class); a run that predicts otherwise is fed wrongly, and stopped',
    )
    .option(
      '--recording <dir>',
      'what the Python package’s Recorder wrote: the folder of one checkpoint, or of several; all its layers, or those of --layer',
    )
    .option('--clusters <k>', 'ranges per unit; 1 = the top 0.5 %', whole(1, 32), 5)
    .addOption(boundsOption())
    .addOption(upsamplingOption())
    .addOption(offShareOption())
    .option('--length <n>', 'concepts in a formula, at most', whole(1, 10), 3)
    .option('--beam <b>', 'formulas kept from step to step', whole(1, 1000), 5)
    .addOption(
      new Option(
        '--search <strategy>',
        'how formulas are searched (default: optimal, which proves formulas, up to --length 3; beam beyond, where optimal takes up to --length 4)',
      ).choices(SEARCHES),
    )
    .addOption(
      new Option('--grammar <grammar>', 'paper: OR, AND, AND NOT; full: also OR NOT, and a NOT in front')
        .choices(GRAMMARS)
        .default('paper'),
    )
    .option(
      '--search-budget-ms <n>',
      'with optimal: milliseconds per range; after that, the best formula so far is taken, with the bound that is proved; depends on the machine',
      whole(1, 86_400_000),
    )
    .option('--categories <list>', 'search only these categories of concepts, such as object,part', categories)
    .option('--min-concept-share <x>', 'search only concepts that cover this share of all pixels, 0–1', share, 0)
    .option('--threads <n>', 'worker threads', whole(1, 64), 2)
    .option(
      '--model-name <name>',
      'the model’s name in the database (default: the file’s name; of a recording its own)',
    )
    .option('--model-version <label>', 'the checkpoint’s label in the database (default: 1; of a recording its own)')
    .option(
      '--training-run <name>',
      'versions of one training run share their neurons: number 7 is the same one in all (default: the model’s name; of a baseline its own)',
    )
    .option(
      '--baseline',
      'this version is untrained, one of the baselines that specialization is measured against (three at least)',
    )
    .addOption(
      new Option(
        '--rule <rule>',
        'how the summary judges specialization: excess over all untrained networks, each left out in turn; or published, the paper’s code for its tables: one untrained network, default formulas a fifth of the number of neurons by frequency (ours: of the distinct formulas, by neurons, through no tie), weak by frequent beginnings, no control',
      )
        .choices(['excess', 'published'])
        .default('excess'),
    )
    .option('--accuracy <x>', 'the version’s share of correct predictions, 0–1', share)
    .option('--sequence <n>', 'the version’s place in trends (default: after the last)', whole(0, 1_000_000_000))
    .option('--json <file>', 'write the explanations to a file; {layer} in its name stands for the layer’s')
    .option('--no-store', 'do not write to the database');
  return addEvidenceFlags(addLayoutFlags(addPreprocessingFlags(addMeasureFlags(command))));
}

/** What is measured once the explanations are there. */
function addMeasureFlags(command: Command): Command {
  return command
    .option(
      '--importance',
      'with --model: count the predictions that change when a range is set to zero, and when as much is removed at random',
    )
    .addOption(
      new Option(
        '--label-masking [samples]',
        'with --model: how alike a neuron’s maps stay when all but its formula’s pixels are disturbed; samples for each explanation, or all',
      )
        .argParser(maskedSamples)
        .preset(String(MASKED_SAMPLES)),
    )
    .option(
      '--specifications',
      'look for each explanation again with other ranges, upsampling, lengths, images and concepts: in how many it holds',
    );
}

function oneMore(layer: string, before: readonly string[] = []): string[] {
  return [...new Set([...before, layer])];
}
