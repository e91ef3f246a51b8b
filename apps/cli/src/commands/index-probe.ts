import { join } from 'node:path';
import { buildCellIndex, openProbeDataset, PROBE_FORMATS, type ProbeFormat } from '@strata/probe';
import { Command, Option } from 'commander';
import { strataHome } from '../home.ts';
import { startProgress } from '../progress/progress.ts';
import { runCommand } from '../run-command.ts';

/** `strata index`: reads a probe dataset once and keeps its cells. */
export function indexCommand(): Command {
  return new Command('index')
    .description('Read a probe dataset, check it, and keep its cells for later runs.')
    .argument('<dir>', 'the dataset’s folder')
    .addOption(new Option('--format <format>', 'its layout').choices(PROBE_FORMATS).makeOptionMandatory())
    .addHelpText('after', '\nExample:\n  npx strata index ./broden1_224 --format broden')
    .action((root: string, options: { format: ProbeFormat }) =>
      runCommand(async (signal) => {
        const dataset = await openProbeDataset(root, options);
        const progress = startProgress('index', 'samples');
        const index = await buildCellIndex(dataset, {
          cacheDir: join(strataHome(), 'cache'),
          onProgress: progress.update,
          signal,
        });
        progress.end();
        await dataset.close();
        const { height, width } = index.maskShape;
        process.stdout.write(
          `${dataset.samples.length} samples, masks ${width}×${height}, ${dataset.concepts.length} concepts, ${index.cellCount} cells\n` +
            `sha256 ${dataset.sha256}\n`,
        );
      }),
    );
}
