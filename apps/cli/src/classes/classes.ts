import { explainClasses } from '@strata/runs';
import { versionAsked } from '../errors/error-question.ts';
import { readClasses } from '../errors/read-classes.ts';
import { openHomeStore, strataHome } from '../home.ts';
import { startProgress } from '../progress/progress.ts';
import { classSentences } from './class-sentences.ts';
import type { ClassesFlags } from './classes-flags.ts';

/** Does what `strata classes` was asked for: finds, stores and prints the ranges that carry a version's classes. */
export async function classes(flags: ClassesFlags, signal: AbortSignal): Promise<void> {
  const given = flags.classes === undefined ? null : await readClasses(flags.classes);
  const store = await openHomeStore();
  try {
    const found = await explainClasses(store, {
      ...(await versionAsked(store, flags)),
      layer: flags.layer ?? null,
      classes: given,
      groupBy: flags.groupBy ?? null,
      home: strataHome(),
      threads: flags.threads,
      seed: flags.seed,
      signal,
      progress: startProgress,
    });
    if (flags.json) process.stdout.write(`${JSON.stringify({ ...flags, ...found }, null, 2)}\n`);
    else process.stdout.write(`${classSentences(found, flags).join('\n')}\n`);
  } finally {
    await store.close().catch(() => undefined);
  }
}
