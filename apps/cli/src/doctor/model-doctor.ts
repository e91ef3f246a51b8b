import { StrataError } from '@strata/domain';
import { calledAs } from '@strata/files';
import { type FoundPreprocessing, readModel, readPreprocessing } from '@strata/onnx';
import { requireWritable } from '../explain/json-report.ts';
import { askedFit, givenFields } from '../explain/preprocessing-of.ts';
import { preprocessingText, resizeSentence } from '../explain/preprocessing-text.ts';
import type { PreprocessingFlags } from '../flags/preprocessing-flags.ts';
import { type Check, type CheckResult, runCheck } from './check.ts';
import { conclude, show } from './doctor.ts';
import { modelChecks } from './model-checks.ts';
import { seenImage } from './seen-image.ts';

const AGAIN = `${calledAs()} doctor with the model`;

/** What `strata doctor` takes with a model, as commander hands it over. */
export interface ModelDoctorFlags extends PreprocessingFlags {
  readonly json?: boolean;
  readonly image?: string;
  readonly out?: string;
}

/**
 * Says what explaining a model would take, a line for each thing, and fails when something necessary is missing.
 * @throws StrataError BAD_CONFIG when a picture is given without a place for it, or the other way round
 */
export async function doctorModel(path: string, flags: ModelDoctorFlags): Promise<void> {
  const { json = false, image, out } = flags;
  if ((image === undefined) !== (out === undefined)) {
    throw new StrataError('BAD_CONFIG', 'Expected --image and --out together: a picture, and the .png to write it to.');
  }
  if (out !== undefined) await requireWritable(out);
  const results: CheckResult[] = [];
  const run = async (check: Check): Promise<void> => {
    results.push(show(await runCheck(check), { json }));
  };
  const asked = { preset: flags.preprocess, fit: askedFit(flags) };
  const found = await readPreprocessing(path, givenFields(flags), asked).catch(asStrataError);
  // What else would be taken is told all the same, with the size that the file says.
  const size =
    found instanceof StrataError ? await readPreprocessing(path, {}, { processor: false }).catch(asStrataError) : found;
  if (size instanceof StrataError) {
    await run({ name: 'file', necessary: true, look: () => Promise.reject(size), toDo: '' });
    return conclude(results, { json, again: AGAIN });
  }
  const { preprocessing } = size;
  await run(preprocessingCheck(found, flags));
  const model = await readModel(path, { image: preprocessing }).catch(asStrataError);
  for (const check of modelChecks(path, { model, preprocessing })) await run(check);
  if (image !== undefined && out !== undefined && !(model instanceof StrataError)) {
    await run({
      name: 'image',
      necessary: true,
      look: () => seenImage(image, { out, path, model, preprocessing }),
      toDo: 'Give another picture, or another place for it.',
    });
  }
  conclude(results, { json, again: AGAIN });
}

function preprocessingCheck(found: FoundPreprocessing | StrataError, flags: PreprocessingFlags): Check {
  return {
    name: 'preprocessing',
    necessary: true,
    look: async () => {
      if (found instanceof StrataError) throw found;
      const { preprocessing, assumed, processor } = found;
      const text = `${preprocessingText(preprocessing)}; ${resizeSentence(preprocessing)}`;
      if (assumed) return `${text}; nothing says so: say it with --preprocess, or with --mean, --std and --scale`;
      if (processor !== null) return `${text}; as ${processor} says`;
      return `${text}; ${flags.preprocess === undefined ? 'as the flags or the .strata.json beside the model say' : `as --preprocess ${flags.preprocess} says`}`;
    },
    toDo: '',
  };
}

function asStrataError(error: unknown): StrataError {
  if (error instanceof StrataError) return error;
  throw error;
}
