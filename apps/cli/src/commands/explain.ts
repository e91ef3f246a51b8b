import type { ProbeFormat } from '@strata/probe';
import { Command, Option } from 'commander';
import { addPreprocessingFlags, type PreprocessingFlags } from '../explain/preprocessing-flags.ts';
import { runCommand } from '../run-command.ts';
import { FORMATS } from './formats.ts';
import { whole } from './whole.ts';

const EXAMPLES = `
Exactly one of --model and --activations. The model’s preprocessing is read from <model>.strata.json beside it; the flags
from --input-size to --layout stand in for that file, or win over it.

Examples:
  npx strata explain --probe ./broden --format broden --model resnet.onnx --layer /layer4/Relu_output_0
  npx strata explain --probe ./broden --format broden --activations layer4.npy --units 0-9 --json explanations.json`;

/** What `strata explain` was asked for, as commander hands it over. */
export interface ExplainFlags extends PreprocessingFlags {
  readonly probe: string;
  readonly format: ProbeFormat;
  readonly model?: string;
  readonly activations?: string;
  readonly units?: string;
  readonly clusters: number;
  readonly bounds: 'contiguous' | 'observed';
  readonly length: number;
  readonly beam: number;
  readonly search: 'beam';
  readonly ranges?: string;
  readonly threads: number;
  readonly json?: string;
  readonly layer?: string;
  readonly modelName?: string;
  readonly modelVersion: string;
  readonly baseline?: boolean;
  readonly store: boolean;
}

/** `strata explain`: ranges and formulas of a layer's units. */
export function explainCommand(): Command {
  const command = new Command('explain')
    .description(
      'Explain units: cluster their activations into ranges and find the formula that matches each range best.',
    )
    .requiredOption('--probe <dir>', 'the probe dataset’s folder')
    .addOption(new Option('--format <format>', 'its layout').choices(FORMATS).makeOptionMandatory())
    .option('--model <file>', 'the network, an ONNX file; needs --layer')
    .option('--layer <tensor>', 'the tensor inside the model; with --activations its name in the database')
    .option('--activations <file>', '.npy of shape (units, samples, height, width), float32 or float16')
    .option('--units <list>', 'units such as 0-9,12 (default: all, or those in --ranges)')
    .option('--clusters <k>', 'ranges a unit; 1 = the top 0.5 %', whole(1, 32), 5)
    .addOption(
      new Option('--bounds <rule>', 'how clusters become bounds')
        .choices(['contiguous', 'observed'])
        .default('contiguous'),
    )
    .option('--length <n>', 'concepts in a formula, at most', whole(1, 10), 3)
    .option('--beam <b>', 'formulas kept from step to step', whole(1, 1000), 5)
    .addOption(new Option('--search <strategy>', 'how formulas are searched').choices(['beam']).default('beam'))
    .option('--ranges <file>', 'hold ranges fixed: {"<unit>": [[lower, upper], …]}')
    .option('--threads <n>', 'worker threads', whole(1, 64), 2)
    .option('--model-name <name>', 'the model’s name in the database (default: the file’s name)')
    .option('--model-version <label>', 'the checkpoint’s label in the database', '1')
    .option('--baseline', 'this version is the untrained baseline')
    .option('--json <file>', 'write the explanations to a file')
    .option('--no-store', 'do not write to the database');
  return addPreprocessingFlags(command)
    .addHelpText('after', EXAMPLES)
    .action((flags: ExplainFlags) =>
      runCommand(async (signal) => (await import('../explain/explain.ts')).explain(flags, signal)),
    );
}
