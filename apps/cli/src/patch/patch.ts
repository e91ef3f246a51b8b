import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { StrataError } from '@strata/domain';
import { calledAs } from '@strata/files';
import { type PatchedVersion, patchNote, patchVersion } from '@strata/runs';
import { questionOf, versionAsked } from '../errors/error-question.ts';
import type { ErrorsFlags } from '../errors/errors-flags.ts';
import { formulaText } from '../formula-text.ts';
import { openHomeStore, strataHome } from '../home.ts';
import { startProgress } from '../progress/progress.ts';
import { copyPreprocessing, writing } from '../randomize/write-beside.ts';

/** What `strata patch` was asked for, as commander hands it over. */
export interface PatchFlags extends Pick<ErrorsFlags, 'model' | 'version' | 'class' | 'confusion' | 'threads'> {
  readonly out: string;
}

/** Does what `strata patch` was asked for: writes, checks and describes a patched file. */
export async function patch(flags: PatchFlags, signal: AbortSignal): Promise<void> {
  const question = questionOf(flags);
  const out = resolve(flags.out);
  await requireFree(out);
  const store = await openHomeStore();
  try {
    const { modelVersionId } = await versionAsked(store, flags);
    const { threads } = flags;
    const asked = { ...question, modelVersionId, out, home: strataHome(), threads };
    const patched = await patchVersion(store, { ...asked, signal, progress: startProgress });
    await writing(out, () => copyPreprocessing(patched.modelPath, out));
    process.stdout.write(`${patchLines(patched, { ...flags, out }).join('\n')}\n`);
  } finally {
    await store.close().catch(() => undefined);
  }
}

async function requireFree(out: string): Promise<void> {
  const present = await stat(out).catch(() => null);
  if (present === null) return;
  throw new StrataError('BAD_CONFIG', `--out ${out} is there already. Choose another file.`);
}

function patchLines({ patch: chosen, checked }: PatchedVersion, { model, version, out }: PatchFlags): string[] {
  const { layer, formula, mended, wrongCount, controlMended, broken, rightCount, controlBroken } = chosen;
  const percent = (share: number): string => (100 * share).toFixed(0);
  const note = patchNote(chosen);
  const others = checked.values - checked.equal;
  const rest = others === 0 ? '' : `, the others within ${checked.differenceMax.toExponential(1)}`;
  return [
    `${version}, ${note} (${formulaText(formula)}; ${layer}).`,
    `On images that did not choose it ${mended} of ${wrongCount} errors were mended (at random places ${controlMended}) and ${broken} of ${rightCount} successes broken (${controlBroken}): effect ${percent(chosen.effect)} % (${percent(chosen.effectLower)}–${percent(chosen.effectUpper)}).`,
    `Checked on ${checked.images} images: ${checked.equal} of ${checked.values} outputs are those of the trial to the last bit${rest}.`,
    `${out}: an experiment, no repair until other images say so. Explain and compare it like any version:`,
    `  ${calledAs()} explain --model "${out}" --model-name "${model}" --model-version "${version}, ${note}" --layer "${layer}" …`,
  ];
}
