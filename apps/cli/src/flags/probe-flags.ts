import { COMPUTED_KINDS, type ComputedKind, StrataError } from '@strata/domain';
import type { AskedFormat, ExifChoice } from '@strata/probe';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { FORMATS } from './formats.ts';

/** Masks hold labels in 16 bits. */
const LABEL_MAX = 65_535;
/** Without loading the readers to print a help text. */
const EXIF = Object.keys({ apply: true, ignore: true } satisfies Record<ExifChoice, true>);

/** How a probe dataset is to be read, as commander hands it over. */
export interface ProbeFlags {
  /** Default: what the files look like. */
  readonly format?: readonly AskedFormat[];
  readonly exif?: ExifChoice;
  readonly void?: readonly number[];
  readonly groupBy?: string;
  readonly pick?: string;
  readonly boxes?: boolean;
  readonly classes?: boolean;
  /** True: all kinds. */
  readonly computed?: readonly ComputedKind[] | true;
  readonly mapping?: string;
  readonly concepts?: string;
}

/** Adds the flags that say how a probe dataset is read. */
export function addProbeFlags(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--format <format>',
        `its layout: ${FORMATS.join(', ')}; of several datasets one for all, or one for each in their order (default: auto = the one that its files look like)`,
      ).argParser(oneMoreFormat),
    )
    .option(
      '--void <labels>',
      'labels that mark pixels without one, such as 255 or 0,255; a row named "void" says the same',
      labels,
    )
    .addOption(
      new Option(
        '--exif <choice>',
        'take images as viewers show them, or as they are stored (default: what the sizes of images and masks say)',
      ).choices(EXIF),
    )
    .option(
      '--group-by <pattern>',
      'which images belong together, such as frames of a drive: a regular expression on file names whose first capture group, or the match, is the group, such as "^([^_]+)_"; on paths where it has a slash (default: the column "group")',
      expression,
    )
    .option(
      '--pick <name>',
      'the set, field or attribute to be read where the layout leaves a choice (default: the only one)',
    )
    .option('--boxes', 'take objects that have a box and no mask as their boxes: weaker concepts, marked as such')
    .option('--classes', 'make the classes of images concepts of whole images: weaker ones, marked as such')
    .option(
      '--computed [kinds]',
      `add concepts that are computed from pixels and masks: ${COMPUTED_KINDS.join(',')} (default: all); strata index prints their definitions`,
      kinds,
    )
    .option(
      '--mapping <file>',
      'a CSV file (dataset, concept, name, optionally category) that says which concepts of which dataset are one; datasets are called by their folders (default: those of one name are one)',
    )
    .option(
      '--concepts <file>',
      'a CSV file (name, name_ja, synonyms, category) of names in other languages and synonyms, beside concepts.csv in the dataset',
    );
}

/**
 * What the readers take.
 * @param roots folders of the probe's datasets, in order
 * @throws StrataError BAD_CONFIG when there are several layouts, and not one for each
 */
export function probeOptions(
  { format: formats = ['auto'], exif, void: voidLabels = [], groupBy, pick, computed, ...flags }: ProbeFlags,
  roots: readonly string[] = [],
) {
  if (formats.length > 1 && formats.length !== roots.length) {
    throw new StrataError(
      'BAD_CONFIG',
      `Expected one --format for all datasets, or one for each of ${roots.length}, found ${formats.length} (${formats.join(', ')}).`,
    );
  }
  const formatOf = (at: number) => formats[Math.min(at, formats.length - 1)] as AskedFormat;
  const further = roots.slice(1).map((path, at) => ({ path, format: formatOf(at + 1) }));
  return {
    format: formatOf(0),
    exif: exif ?? null,
    voidLabels,
    groupBy: groupBy ?? null,
    pick: pick ?? null,
    boxes: flags.boxes,
    classes: flags.classes,
    computed: computed === true ? COMPUTED_KINDS : computed,
    mapping: flags.mapping,
    concepts: flags.concepts,
    further: further.length > 0 ? further : undefined,
  };
}

/** Collects folders, of a flag that may be given several times. */
export function oneMoreProbe(folder: string, before: readonly string[] = []): readonly string[] {
  return [...before, folder];
}

function oneMoreFormat(text: string, before: readonly AskedFormat[] = []): readonly AskedFormat[] {
  if (FORMATS.includes(text)) return [...before, text as AskedFormat];
  throw new InvalidArgumentError(`Allowed choices are ${FORMATS.join(', ')}.`);
}

function kinds(text: string): ComputedKind[] {
  const names = text.split(',').map((name) => name.trim());
  const known = COMPUTED_KINDS.filter((kind) => names.includes(kind));
  if (names.every((name) => (COMPUTED_KINDS as readonly string[]).includes(name))) return known;
  throw new InvalidArgumentError(
    `Expected some of ${COMPUTED_KINDS.join(',')}, or nothing for all. Put the flag behind the folder.`,
  );
}

function expression(text: string): string {
  try {
    new RegExp(text, 'u');
  } catch (error) {
    throw new InvalidArgumentError(`${error instanceof Error ? error.message : String(error)}.`);
  }
  if (text === '') throw new InvalidArgumentError('Expected a regular expression, such as "^([^_]+)_".');
  return text;
}

function labels(text: string): number[] {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.every((part) => /^\d+$/u.test(part) && Number(part) <= LABEL_MAX)) {
    return [...new Set(parts.map(Number))].filter((label) => label > 0);
  }
  throw new InvalidArgumentError(`Expected labels from 0 to ${LABEL_MAX}, such as 255 or 254,255.`);
}
