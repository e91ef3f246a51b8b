import { calledAs } from '@strata/files';
import { Command } from 'commander';
import { addProbeFlags, type ProbeFlags, probeOptions } from '../flags/probe-flags.ts';
import { runCommand } from '../run-command.ts';

interface IndexFlags extends ProbeFlags {
  readonly json?: string;
  readonly rows?: boolean;
}

/** `strata index`: reads a probe dataset once and keeps its cells. */
export function indexCommand(): Command {
  const command = new Command('index')
    .description('Read a probe dataset, check it, and keep its cells for later runs.')
    .argument('<dir...>', 'the dataset’s folder, or those of several that are one probe');
  return addProbeFlags(command)
    .option(
      '--json <file>',
      'write what was read: names, and per image its size and the pixels of each concept, before masks are resampled',
    )
    .option('--rows', 'with --json: the rows of each mask, too')
    .addHelpText(
      'after',
      `\nExample:\n  ${calledAs()} index ./broden1_224 --format broden\n  ${calledAs()} index ./coco --json read.json\n  ${calledAs()} index ./photos --computed\n  ${calledAs()} index ./coco ./broden --mapping same.csv`,
    )
    .action((roots: string[], { json, rows, ...flags }: IndexFlags) =>
      runCommand(async (signal) => {
        const { CacheUse } = await import('@strata/files');
        const { indexProbe } = await import('@strata/runs');
        const { strataHome } = await import('../home.ts');
        const { startProgress } = await import('../progress/progress.ts');
        const use = new CacheUse();
        const { dataset, index } = await indexProbe(roots[0] as string, {
          ...probeOptions(flags, roots),
          home: strataHome(),
          use,
          signal,
          progress: startProgress,
        });
        await use.release();
        if (json !== undefined) await writeRead(roots, flags, { json, rows, signal });
        const { height, width } = index.maskShape;
        process.stdout.write(
          `${dataset.samples.length} samples, masks ${width}×${height}, ${dataset.concepts.length} concepts, ${index.cellCount} cells\n` +
            `sha256 ${dataset.sha256}\n`,
        );
      }),
    );
}

async function writeRead(
  roots: readonly string[],
  flags: ProbeFlags,
  { json, rows, signal }: { readonly json: string; readonly rows: boolean | undefined; readonly signal: AbortSignal },
): Promise<void> {
  const { writeFrameReport } = await import('@strata/probe');
  const { openProbe } = await import('@strata/runs');
  const { strataHome } = await import('../home.ts');
  const dataset = await openProbe(roots[0] as string, { ...probeOptions(flags, roots), home: strataHome(), signal });
  try {
    await writeFrameReport(dataset, json, { rows, signal });
  } finally {
    await dataset.close();
  }
}
