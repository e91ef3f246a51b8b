import type { ClassOutputCount } from '@strata/db';
import { StrataError } from '@strata/domain';

/** Which class of the dataset each output of the network means; outputs that mean none are missing. */
export type ClassNames = ReadonlyMap<number, string>;

export interface MatchOptions {
  /** (output) its class, as somebody says; null: not said. */
  readonly given: readonly string[] | null;
}

/**
 * Says which class each output means: as it is given; as classes that are whole numbers say themselves; or as the versions of
 * the model show: in one of them each class must get an output of its own for more than half of its images.
 * @throws StrataError BAD_CONFIG when the names given leave out a class, or when no version shows it
 */
export function matchClasses(counts: readonly ClassOutputCount[], { given }: MatchOptions): ClassNames {
  const classes = [...new Set(counts.map(({ className }) => className))].sort();
  if (given) return namesGiven(given, classes);
  if (classes.every((name) => /^\d+$/u.test(name))) return new Map(classes.map((name) => [Number(name), name]));
  const versions = Map.groupBy(counts, ({ modelVersionId }) => modelVersionId);
  let best: { readonly names: ClassNames; readonly images: number } | null = null;
  for (const own of versions.values()) {
    const shown = namesShown(own, classes);
    if (shown && shown.images > (best?.images ?? 0)) best = shown;
  }
  if (best) return best.names;
  throw new StrataError(
    'BAD_CONFIG',
    `Which of the network's outputs means which of the ${classes.length} classes (${classes.slice(0, 5).join(', ')}${classes.length > 5 ? ', …' : ''}) can't be told: no version names each class rightly more often than not. Say it with --classes: a text file with a class a line, in the order of the outputs.`,
  );
}

function namesGiven(given: readonly string[], classes: readonly string[]): ClassNames {
  const missing = classes.filter((name) => !given.includes(name));
  if (missing.length === 0) return new Map(given.map((name, output) => [output, name]));
  throw new StrataError(
    'BAD_CONFIG',
    `--classes: expected a line for each class of the dataset; ${missing.map((name) => `"${name}"`).join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing among ${given.length} lines.`,
  );
}

function namesShown(
  own: readonly ClassOutputCount[],
  classes: readonly string[],
): { readonly names: ClassNames; readonly images: number } | null {
  const names = new Map<number, string>();
  let right = 0;
  for (const name of classes) {
    const outputs = own.filter(({ className }) => className === name);
    const total = outputs.reduce((sum, { images }) => sum + images, 0);
    const most = outputs.find(({ images }) => 2 * images > total);
    if (!most || names.has(most.classIndex)) return null;
    names.set(most.classIndex, name);
    right += most.images;
  }
  return { names, images: right };
}
