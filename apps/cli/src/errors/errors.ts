import { findErrors } from '@strata/runs';
import { openHomeStore, strataHome } from '../home.ts';
import { startProgress } from '../progress/progress.ts';
import { questionOf, versionAsked } from './error-question.ts';
import { errorSentences } from './error-sentences.ts';
import type { ErrorsFlags } from './errors-flags.ts';
import { readClasses } from './read-classes.ts';

/** Does what `strata errors` was asked for: finds, stores and prints what a version's errors go with. */
export async function errors(flags: ErrorsFlags, signal: AbortSignal): Promise<void> {
  const question = questionOf(flags);
  const classes = flags.classes === undefined ? null : await readClasses(flags.classes);
  const store = await openHomeStore();
  try {
    const version = await versionAsked(store, flags);
    const found = await findErrors(store, {
      ...version,
      ...question,
      classes,
      home: strataHome(),
      groupBy: flags.groupBy ?? null,
      causes: causesOf(flags),
      permutations: flags.permutations,
      seed: flags.seed,
      signal,
      progress: startProgress,
    });
    if (flags.json) process.stdout.write(`${JSON.stringify({ ...flags, ...question, ...found }, null, 2)}\n`);
    else process.stdout.write(`${errorSentences(found, { ...flags, ...question }).join('\n')}\n`);
  } finally {
    await store.close().catch(() => undefined);
  }
}

function causesOf({ causes, threads }: ErrorsFlags) {
  return causes === undefined ? undefined : { layer: causes === true ? null : causes, threads };
}
