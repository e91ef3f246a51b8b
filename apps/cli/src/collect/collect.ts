import { writeFileWhole } from '@strata/files';
import { collectData } from '@strata/runs';
import { versionAsked } from '../errors/error-question.ts';
import { readClasses } from '../errors/read-classes.ts';
import { openHomeStore, strataHome } from '../home.ts';
import { startProgress } from '../progress/progress.ts';
import { collectCsv } from './collect-csv.ts';
import type { CollectFlags } from './collect-flags.ts';
import { collectSentences } from './collect-sentences.ts';

/** Does what `strata collect` was asked for: finds, stores and prints what to collect, and writes it for annotators. */
export async function collect(flags: CollectFlags, signal: AbortSignal): Promise<void> {
  const classes = flags.classes === undefined ? null : await readClasses(flags.classes);
  const store = await openHomeStore();
  try {
    const version = await versionAsked(store, flags);
    const found = await collectData(store, {
      ...version,
      layer: flags.layer ?? null,
      learnt: flags.learnt ?? null,
      classes,
      groupBy: flags.groupBy ?? null,
      home: strataHome(),
      threads: flags.threads,
      seed: flags.seed,
      signal,
      progress: startProgress,
    });
    if (flags.csv !== undefined) await writeFileWhole(flags.csv, collectCsv(found));
    if (flags.json) process.stdout.write(`${JSON.stringify({ ...flags, ...found }, null, 2)}\n`);
    else process.stdout.write(`${collectSentences(found, flags).join('\n')}\n`);
  } finally {
    await store.close().catch(() => undefined);
  }
}
