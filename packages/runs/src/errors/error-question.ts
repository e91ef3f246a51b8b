import type { PredictedImage } from '@strata/db';
import { StrataError } from '@strata/domain';
import type { ClassNames } from './match-classes.ts';

/** Which errors are meant. */
export interface ErrorQuestion {
  /** Only images of this class. Null: of all classes. */
  readonly className: string | null;
  /** Only errors that take it for this class. Null: all errors. */
  readonly predictedName: string | null;
}

export interface ErrorImages {
  /** Ascending by place in the dataset. */
  readonly images: readonly PredictedImage[];
  /** (image) 1 where it is an error. */
  readonly wrong: Uint8Array;
}

/**
 * The images in question, and which of them are errors: what is predicted is another class, or no class of the dataset at all.
 * Of a confusion, images that are taken for a third class are neither errors nor successes.
 * @throws StrataError BAD_CONFIG when the dataset has no classes, or one only, or not the one asked for; when no image has a
 * prediction, when none or all of them are wrong
 */
export function imagesInQuestion(
  all: readonly PredictedImage[],
  { className, predictedName }: ErrorQuestion,
  names: ClassNames,
): ErrorImages {
  requireClasses(all, [className, predictedName]);
  const asked = all.filter((image) => image.className !== null && (className ?? image.className) === image.className);
  const predicted = asked.filter(({ classIndex }) => classIndex !== null);
  if (predicted.length === 0) {
    throw bad(
      `Expected predictions for images${className === null ? '' : ` of class "${className}"`}, found none. Explain the version with its network, on a dataset with images.`,
    );
  }
  const chosen = (image: PredictedImage): string | null => names.get(image.classIndex as number) ?? null;
  const images = predicted.filter(
    (image) => predictedName === null || chosen(image) === image.className || chosen(image) === predictedName,
  );
  const wrong = Uint8Array.from(images, (image) => Number(chosen(image) !== image.className));
  const errors = wrong.reduce((sum, bit) => sum + bit, 0);
  if (errors === 0) throw bad(`None of the ${images.length} images is wrong: there are no errors to be told apart.`);
  if (errors === images.length) {
    throw bad(
      `All ${images.length} images are wrong: errors are told from successes, and there are none. Ask of all classes, or check with --classes that outputs and classes fit.`,
    );
  }
  return { images, wrong };
}

function requireClasses(all: readonly PredictedImage[], asked: readonly (string | null)[]): void {
  const classes = [...new Set(all.flatMap((image) => image.className ?? []))].sort();
  if (classes.length === 0) {
    throw bad('Expected a dataset that names the class of its images; this one names none, so nothing is an error.');
  }
  if (classes.length === 1) {
    throw bad(`Expected images of two classes or more; all are "${classes[0]}", so nothing can be taken for another.`);
  }
  for (const name of asked) {
    if (name !== null && !classes.includes(name)) {
      throw bad(`Expected a class of the dataset: ${classes.map((one) => `"${one}"`).join(', ')}; came "${name}".`);
    }
  }
  if (asked[0] !== null && asked[0] === asked[1]) {
    throw bad(`Expected two different classes to be confused; came "${asked[0]}" twice.`);
  }
}

function bad(message: string): StrataError {
  return new StrataError('BAD_CONFIG', message);
}
