import type { AskedFormat, ExifChoice } from '@strata/probe';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { FORMATS } from './formats.ts';

/** Masks hold labels in 16 bits. */
const LABEL_MAX = 65_535;
/** Without loading the readers to print a help text. */
const EXIF = Object.keys({ apply: true, ignore: true } satisfies Record<ExifChoice, true>);

/** How a probe dataset is to be read, as commander hands it over. */
export interface ProbeFlags {
  readonly format: AskedFormat;
  readonly exif?: ExifChoice;
  readonly void?: readonly number[];
  readonly groupBy?: string;
  readonly pick?: string;
}

/** Adds the flags that say how a probe dataset is read. */
export function addProbeFlags(command: Command): Command {
  return command
    .addOption(
      new Option('--format <format>', 'its layout; auto = the one that its files look like')
        .choices(FORMATS)
        .makeOptionMandatory(),
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
    );
}

/** What the readers take. */
export function probeOptions({ format, exif, void: voidLabels = [], groupBy, pick }: ProbeFlags) {
  return { format, exif: exif ?? null, voidLabels, groupBy: groupBy ?? null, pick: pick ?? null };
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
