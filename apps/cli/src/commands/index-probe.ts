import { Command } from 'commander';
import { addProbeFlags, type ProbeFlags, probeOptions } from '../flags/probe-flags.ts';
import { runCommand } from '../run-command.ts';

/** `strata index`: reads a probe dataset once and keeps its cells. */
export function indexCommand(): Command {
  const command = new Command('index')
    .description('Read a probe dataset, check it, and keep its cells for later runs.')
    .argument('<dir>', 'the dataset’s folder');
  return addProbeFlags(command)
    .addHelpText('after', '\nExample:\n  npx strata index ./broden1_224 --format broden')
    .action((root: string, flags: ProbeFlags) =>
      runCommand(async (signal) => {
        const { CacheUse } = await import('@strata/files');
        const { indexProbe } = await import('@strata/runs');
        const { strataHome } = await import('../home.ts');
        const { startProgress } = await import('../progress/progress.ts');
        const use = new CacheUse();
        const { dataset, index } = await indexProbe(root, {
          ...probeOptions(flags),
          home: strataHome(),
          use,
          signal,
          progress: startProgress,
        });
        await use.release();
        const { height, width } = index.maskShape;
        process.stdout.write(
          `${dataset.samples.length} samples, masks ${width}×${height}, ${dataset.concepts.length} concepts, ${index.cellCount} cells\n` +
            `sha256 ${dataset.sha256}\n`,
        );
      }),
    );
}
