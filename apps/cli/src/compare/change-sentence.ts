import type { RangeComparison, UnitMean, UnitsChanged } from '@strata/db';
import { calledAs } from '@strata/files';

export interface ChangeWords {
  readonly model: string;
  readonly before: string;
  readonly after: string;
  /** Null: not computed. */
  readonly floor: UnitMean | null;
  readonly unitsChanged: UnitsChanged;
}

/**
 * How many ranges changed their meaning, with what other images alone would change in the same sentence. That more changed
 * than those would is said only when it is above the floor's whole interval.
 */
export function changeSentence(
  ranges: readonly RangeComparison[],
  { model, before, after, floor, unitsChanged }: ChangeWords,
): string {
  const sum = (of: (range: RangeComparison) => number): number => ranges.reduce((total, range) => total + of(range), 0);
  const notComputed = sum((range) => range.notComputed);
  const meaning = sum(({ shifted, newMeaning }) => shifted + newMeaning);
  const known = sum(({ same, reworded }) => same + reworded) + meaning;
  const missing =
    notComputed === 0
      ? ''
      : ` Of ${notComputed} more it is not computed: ${calledAs()} compare --model ${quoted(model)} ${quoted(before)} ${quoted(after)}.`;
  if (known === 0) return `From ${before} to ${after}, no range can be compared.${missing}`;
  if (meaning === 0 && sum(({ reworded }) => reworded) === 0) {
    return `From ${before} to ${after}, nothing changed: all ${known} ranges mean the same.${missing}`;
  }
  const share = meaning / known;
  const sure = sum(({ meaningChanged }) => meaningChanged);
  const surely = ` Of ${sure} it can be said one by one: no part of the images changes them.${unitsSentence(unitsChanged)}`;
  if (!floor) {
    return `From ${before} to ${after}, ${meaning} of ${known} ranges (${percent(share)}) are explained by other parts of the images; how many other images alone would change is not known: explain both again with evidence.${missing}`;
  }
  const alone = `${percent(floor.value)} (${percent(floor.lower, '')}–${percent(floor.upper)})`;
  if (share <= floor.upper) {
    return `From ${before} to ${after}, no more ranges changed (${percent(share)}) than other images alone would change: ${alone}.${surely}${missing}`;
  }
  return `From ${before} to ${after}, ${percent(share)} of ${known} ranges changed their meaning; other images alone would change ${alone}.${surely}${missing}`;
}

/** Nothing where it is known of none. */
function unitsSentence({ changed, known }: UnitsChanged): string {
  if (known === 0) return '';
  if (changed === 0) return ` Of ${known} neurons none means something else.`;
  return ` Of ${known} neurons ${changed} mean something else: their old formulas keep less than a third of what the new ones explain.`;
}

function percent(share: number, sign = ' %'): string {
  return `${Math.round(share * 100)}${sign}`;
}

function quoted(name: string): string {
  return /^[\w.-]+$/u.test(name) ? name : `"${name}"`;
}
