import { StrataError } from '@strata/domain';
import { type ExportFormat, LISTS, logExport, runExport } from '@strata/exports';
import { withHomeStore } from '../home.ts';
import type { ExportFlags } from './export-flags.ts';

/** Under which Neuronpedia keeps what nobody else is named for. */
const CREATOR = 'strata-export-user';
/** Where Label Studio serves files of its own machine. */
const IMAGES_AT = '/data/local-files/?d=images/';

/**
 * Does what `strata export` was asked for, and says what it wrote.
 * @throws StrataError when there is nothing to export, or nowhere to put it
 */
export async function exportResults(format: ExportFormat, flags: ExportFlags, signal: AbortSignal): Promise<void> {
  const { out, trackingUri } = flags;
  if (format === 'mlflow' && trackingUri !== undefined) return exportToServer(flags, trackingUri, signal);
  if (out === undefined) throw new StrataError('BAD_CONFIG', 'Expected --out, or --tracking-uri of a server.');
  const lists = flags.list ?? null;
  const unknown = lists?.find((name) => !LISTS.some((list) => list.name === name));
  if (unknown !== undefined) {
    const known = LISTS.map(({ name }) => name).join(', ');
    throw new StrataError('BAD_CONFIG', `--list ${unknown}: expected one of ${known}.`);
  }
  const { lines } = await withHomeStore((store) =>
    runExport(
      store,
      {
        ...subjectOf(flags),
        format,
        out,
        lists,
        creator: flags.creator ?? CREATOR,
        url: flags.url ?? null,
        imagesAt: flags.imagesAt ?? IMAGES_AT,
      },
      { signal },
    ),
  );
  for (const line of lines) process.stdout.write(`${line}\n`);
  process.stdout.write(`Written to ${out}.\n`);
}

async function exportToServer(flags: ExportFlags, address: string, signal: AbortSignal): Promise<void> {
  if (flags.out !== undefined) throw new StrataError('BAD_CONFIG', 'Expected --out or --tracking-uri, not both.');
  const server = { address, environment: process.env, signal };
  const { logged, known } = await withHomeStore((store) => logExport(store, subjectOf(flags), server));
  process.stdout.write(`${logged} runs logged on ${address}; ${known} were there from before.\n`);
}

function subjectOf({ model, version, baseline, layer, range }: ExportFlags) {
  return {
    model,
    version: version ?? null,
    baseline: baseline ?? null,
    layer: layer ?? null,
    range: range ?? ('highest' as const),
  };
}
