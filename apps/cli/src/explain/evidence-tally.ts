import type { StoredRange } from '@strata/db';
import { GRADES, type Grade, timesShuffledOf } from '@strata/domain';
import { evidenceIous } from './evidence-fields.ts';

const WORDS: Readonly<Record<Grade, string>> = {
  CLEAR: 'clear',
  PARTLY: 'partly',
  UNCLEAR: 'unclear',
  NONE: 'nothing nameable',
};

/** Gathers what a range's explanations are worth, over all units. */
export class EvidenceTally {
  readonly #grades = new Map<Grade, number>();
  #graded = 0;
  #heldOut = 0;
  #shuffled = 0;
  #computed = 0;

  add({ explanation }: Pick<StoredRange, 'explanation'>): void {
    const ious = evidenceIous(explanation);
    if (!ious) return;
    this.#computed += 1;
    this.#heldOut += ious.heldOutIou;
    this.#shuffled += ious.shuffledIou;
    const grade = explanation?.evidence?.grade ?? null;
    if (grade === null) return;
    this.#graded += 1;
    this.#grades.set(grade, (this.#grades.get(grade) ?? 0) + 1);
  }

  /** Shares of the grades, and times shuffled as the ratio of the means; "not computed" where nothing was. */
  text(): string {
    if (this.#computed === 0) return 'grades and times shuffled: not computed';
    const share = (grade: Grade): string =>
      `${WORDS[grade]} ${Math.round((100 * (this.#grades.get(grade) ?? 0)) / this.#graded)} %`;
    const grades = this.#graded === 0 ? 'grades: not computed' : GRADES.map(share).join(', ');
    return `${grades} · ${this.#times()}`;
  }

  #times(): string {
    const times = timesShuffledOf(this.#heldOut / this.#computed, this.#shuffled / this.#computed);
    if (times === null) return 'no overlap with shuffled images';
    return `${times.toFixed(2)} times shuffled images`;
  }
}
