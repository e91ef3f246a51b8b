import { PROBE_FORMATS, type ProbeFormat } from '@strata/probe';
import { Command, Option } from 'commander';
import { explain } from '../explain/explain.ts';
import { runCommand } from '../run-command.ts';
import { whole } from './whole.ts';

/** What `strata explain` was asked for, as commander hands it over. */
export interface ExplainFlags {
  readonly probe: string;
  readonly format: ProbeFormat;
  readonly activations: string;
  readonly units?: string;
  readonly clusters: number;
  readonly bounds: 'contiguous' | 'observed';
  readonly length: number;
  readonly beam: number;
  readonly search: 'beam';
  readonly ranges?: string;
  readonly threads: number;
  readonly json?: string;
  readonly layer: string;
  readonly modelName?: string;
  readonly modelVersion: string;
  readonly baseline?: boolean;
  readonly store: boolean;
}

/** `strata explain`: ranges and formulas of a layer's units. */
export function explainCommand(): Command {
  return new Command('explain')
    .description(
      'Explain units: cluster their activations into ranges and find the formula that matches each range best.',
    )
    .requiredOption('--probe <dir>', 'the probe dataset’s folder')
    .addOption(new Option('--format <format>', 'its layout').choices(PROBE_FORMATS).makeOptionMandatory())
    .requiredOption('--activations <file>', '.npy of shape (units, samples, height, width), float32 or float16')
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
    .option('--layer <name>', 'the layer’s name in the database', 'activations')
    .option('--model-name <name>', 'the model’s name in the database (default: the file’s name)')
    .option('--model-version <label>', 'the checkpoint’s label in the database', '1')
    .option('--baseline', 'this version is the untrained baseline')
    .option(
      '--json <file>',
      'write the explanations to a file; units that are stored already are computed again for it',
    )
    .option('--no-store', 'do not write to the database')
    .addHelpText(
      'after',
      '\nExample:\n  npx strata explain --probe ./broden --format broden --activations layer4.npy --units 0-9 --json explanations.json',
    )
    .action((flags: ExplainFlags) => runCommand((signal) => explain(flags, signal)));
}
