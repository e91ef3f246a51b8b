import { readModelsByName, readVersionsByLabel, type Store } from '@strata/db';
import { StrataError } from '@strata/domain';
import type { ErrorsFlags } from './errors-flags.ts';

/** Which errors are asked about. @throws StrataError BAD_CONFIG when flags contradict each other */
export function questionOf({ class: className, confusion }: Pick<ErrorsFlags, 'class' | 'confusion'>) {
  if (confusion === undefined) return { className: className ?? null, predictedName: null };
  const [from, to] = confusion;
  if (from === undefined || to === undefined || confusion.length > 2 || className !== undefined) {
    throw new StrataError(
      'BAD_CONFIG',
      `--confusion: expected two classes, the one that the images show and the one they are taken for, and no --class; came ${confusion.length}${className === undefined ? '' : ' and --class'}.`,
    );
  }
  return { className: from, predictedName: to };
}

/** The version that is asked about. @throws StrataError BAD_CONFIG when it is not stored */
export async function versionAsked(store: Store, { model, version: label }: Pick<ErrorsFlags, 'model' | 'version'>) {
  const [known] = await readModelsByName(store, [model]);
  if (!known) {
    throw new StrataError('BAD_CONFIG', `--model ${model}: no model of this name is stored. Explain it first.`);
  }
  const [version] = await readVersionsByLabel(store, [{ modelId: known.id, label }]);
  if (!version) throw new StrataError('BAD_CONFIG', `Expected a version of ${model}; none is called "${label}".`);
  return { modelId: known.id, modelVersionId: version.id };
}
