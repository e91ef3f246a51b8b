import { readFile } from 'node:fs/promises';
import { StrataError } from '@strata/domain';
import { findErrors } from '@strata/runs';
import { openHomeStore, strataHome } from '../home.ts';
import { startProgress } from '../progress/progress.ts';
import { questionOf, versionAsked } from './error-question.ts';
import { errorSentences } from './error-sentences.ts';
import type { ErrorsFlags } from './errors-flags.ts';

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

async function readClasses(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'there is no such file' : cause.message;
    throw new StrataError('BAD_CONFIG', `--classes ${file}: expected a text file with a class a line; ${why}.`, {
      cause,
    });
  });
  const lines = text.replace(/^\uFEFF/u, '').split(/\r?\n/u);
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => line.trim());
}
