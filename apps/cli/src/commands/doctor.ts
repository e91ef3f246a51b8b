import { calledAs } from '@strata/files';
import { Command } from 'commander';
import type { ModelDoctorFlags } from '../doctor/model-doctor.ts';
import { addPreprocessingFlags } from '../flags/preprocessing-flags.ts';
import { runCommand } from '../run-command.ts';

const HELP = `
Without a model the check is of this machine: it starts the database, and creates it if there is none. With one it is what
explain would take: its file, preprocessing, input, modules and layers; --image shows one image as the network sees it.
Exit code 1 when something necessary is missing.

Examples:
  ${calledAs()} doctor
  ${calledAs()} doctor resnet50.onnx --preprocess imagenet --image photo.jpg --out seen.png`;

/** `strata doctor`: whether this machine has what Strata needs, or what it would take of a model. */
export function doctorCommand(): Command {
  const command = new Command('doctor')
    .description('Check that this machine has what Strata needs, or a model what explain needs, and say what to do.')
    .argument('[model]', 'an ONNX file: what would be taken of it')
    .option('--image <file>', 'with a model: a picture to prepare and run it on')
    .option('--out <file>', 'with --image: the .png to write the picture to as the network sees it')
    .option('--json', 'print JSON');
  return addPreprocessingFlags(command)
    .addHelpText('after', HELP)
    .action((model: string | undefined, flags: ModelDoctorFlags) =>
      runCommand(async (signal) => {
        const [{ doctor }, { doctorModel }, { unless }] = await Promise.all([
          import('../doctor/doctor.ts'),
          import('../doctor/model-doctor.ts'),
          import('../unless.ts'),
        ]);
        await unless(signal, model === undefined ? doctor(flags) : doctorModel(model, flags));
      }),
    );
}
