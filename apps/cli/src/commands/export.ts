import type { ExportFormat } from '@strata/exports';
import { calledAs } from '@strata/files';
import { Command, InvalidArgumentError } from 'commander';
import type { ExportFlags } from '../export/export-flags.ts';
import type { CroissantFlags } from '../export/export-probe.ts';
import { addProbeFlags, oneMoreProbe } from '../flags/probe-flags.ts';
import { runCommand } from '../run-command.ts';

interface Target {
  readonly says: string;
  /** What --out names. */
  readonly out: string;
  /** Whether one range stands for each neuron. Default true. */
  readonly hasRange?: boolean;
  readonly example: string;
  readonly more?: (command: Command) => Command;
}

const RESNET = '--model resnet --version "epoch 30"';

const TARGETS: Readonly<Record<ExportFormat, Target>> = {
  parquet: {
    says: 'Tables for notebooks: a Parquet file for each list',
    out: '<dir>',
    hasRange: false,
    example: '--model resnet --out tables',
    more: (command) =>
      command
        .option('--baseline <label>', 'with --version: the earlier version that the list "comparison" is made with')
        .option(
          '--list <name>',
          'only this list (repeatable): versions, runs, units, explanations, images, …',
          several,
        ),
  },
  mlflow: {
    says: 'MLflow: runs on a tracking server, or its file store',
    out: '<dir>',
    example: '--model resnet --tracking-uri http://127.0.0.1:5000',
    more: (command) =>
      command.option(
        '--tracking-uri <url>',
        'log on this server instead of writing files; MLFLOW_TRACKING_TOKEN, or _USERNAME and _PASSWORD, are sent',
      ),
  },
  wandb: {
    says: 'Weights & Biases: offline runs that wandb sync takes',
    out: '<dir>',
    example: `${RESNET} --out runs`,
  },
  neuronpedia: {
    says: 'Neuronpedia: features, activations and explanations as its importer reads them',
    out: '<dir>',
    example: `${RESNET} --out neuronpedia`,
    more: (command) => command.option('--creator <id>', 'a user of the server that imports it'),
  },
  'model-card': {
    says: 'Hugging Face: a model card with a model-index',
    out: '<file>',
    example: `${RESNET} --out README.md`,
    more: (command) => command.option('--url <url>', 'where people find the whole'),
  },
  openmetrics: {
    says: 'OpenMetrics: gauges by layer and neuron',
    out: '<file>',
    example: `${RESNET} --out strata.om.txt`,
  },
  'label-studio': {
    says: 'Label Studio: tasks with pictures, to be judged there',
    out: '<dir>',
    example: `${RESNET} --layer layer4 --out tasks`,
    more: (command) =>
      command.option('--images-at <prefix>', 'what stands before pictures’ names, so that Label Studio finds them'),
  },
  fiftyone: {
    says: 'FiftyOne: pictures with where neurons fire, as FiftyOneImageDetectionDataset',
    out: '<dir>',
    example: `${RESNET} --layer layer4 --out fiftyone`,
  },
  netdissect: {
    says: 'NetDissect’s tally.csv, of one layer',
    out: '<file>',
    example: `${RESNET} --layer layer4 --out tally.csv`,
  },
};

const EXAMPLES = `
What is written appears whole or not at all, and is from one moment of the database. What stands in each file:
docs/exports.md.

Examples:
  ${calledAs()} export parquet --model resnet --out tables
  ${calledAs()} export openmetrics --model resnet --version production --out strata.om.txt
  ${calledAs()} export mlflow --model resnet --tracking-uri http://127.0.0.1:5000`;

/** `strata export`: results as files of other tools. */
export function exportCommand(): Command {
  const command = new Command('export')
    .description('Write results for another tool, in the form that it reads.')
    .addHelpText('after', EXAMPLES);
  for (const [format, target] of Object.entries(TARGETS)) {
    command.addCommand(targetCommand(format as ExportFormat, target));
  }
  return command.addCommand(croissantCommand());
}

/** Of a probe dataset, and not of what was found with it. */
function croissantCommand(): Command {
  const command = new Command('croissant')
    .description('Croissant: the probe dataset itself, with its metadata.')
    .requiredOption('--probe <dir>', 'the dataset’s folder; give it again for each further one', oneMoreProbe);
  return addProbeFlags(command)
    .requiredOption('--out <dir>', 'the folder, which is made')
    .option('--license <url>', 'the dataset’s licence')
    .option('--url <url>', 'where it is published')
    .option('--creator <name>', 'who made it')
    .option('--cite <text>', 'how it is cited')
    .addHelpText(
      'after',
      `\nExample:\n  ${calledAs()} export croissant --probe ./broden --format broden --out croissant`,
    )
    .action((flags: CroissantFlags) =>
      runCommand(async (signal) => (await import('../export/export-probe.ts')).exportProbe(flags, signal)),
    );
}

function targetCommand(format: ExportFormat, { says, out, hasRange = true, example, more }: Target): Command {
  const command = new Command(format)
    .description(`${says}.`)
    .requiredOption('--model <name>', 'the model’s name in the database')
    .option('--version <label>', 'only this version, by label or tag (default: all)')
    .option('--layer <name>', 'only this layer (default: all)')
    .option(`--out ${out}`, out === '<dir>' ? 'the folder, which is made' : 'the file');
  if (hasRange) command.option('--range <n>', 'the range that stands for a neuron (default: its highest)', range);
  return (more?.(command) ?? command)
    .addHelpText('after', `\nExample:\n  ${calledAs()} export ${format} ${example}`)
    .action((flags: ExportFlags) =>
      runCommand(async (signal) => (await import('../export/export.ts')).exportResults(format, flags, signal)),
    );
}

function range(text: string): 'highest' | number {
  if (text === 'highest') return text;
  if (/^[1-9]\d{0,3}$/u.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected highest, or a number from 1, the lowest.');
}

function several(name: string, before: readonly string[] = []): string[] {
  return [...before, name];
}
