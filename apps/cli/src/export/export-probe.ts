import { exportDataset } from '@strata/exports';
import { openProbe } from '@strata/runs';
import { type ProbeFlags, probeOptions } from '../flags/probe-flags.ts';
import { strataHome } from '../home.ts';

/** What `strata export croissant` was asked for, as commander hands it over. */
export interface CroissantFlags extends ProbeFlags {
  /** Folders, one at the least. */
  readonly probe: readonly string[];
  readonly out: string;
  readonly license?: string;
  readonly url?: string;
  readonly creator?: string;
  readonly cite?: string;
}

/** Writes a probe dataset with Croissant metadata, and says where. @throws DatasetError, StrataError as the reading does */
export async function exportProbe(flags: CroissantFlags, signal: AbortSignal): Promise<void> {
  const dataset = await openProbe(flags.probe[0] as string, {
    ...probeOptions(flags, flags.probe),
    home: strataHome(),
    signal,
  });
  try {
    const words = {
      license: flags.license ?? null,
      url: flags.url ?? null,
      creator: flags.creator ?? null,
      citeAs: flags.cite ?? null,
      published: new Date().toISOString().slice(0, 10),
    };
    await exportDataset(dataset, { out: flags.out, words, signal });
  } finally {
    await dataset.close();
  }
  if (!flags.license) process.stderr.write('The licence is not stated: --license says it.\n');
  process.stdout.write(
    `${dataset.samples.length} images, ${dataset.concepts.length} concepts. Written to ${flags.out}.\n`,
  );
}
