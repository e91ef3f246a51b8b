import type { ReportedUnit } from '@strata/runs';

/** Gathers how much of the units' highest ranges is saturated: cells that share the unit's greatest value. */
export class SaturatedUnits {
  #units = 0;
  #known = 0;
  #cells = 0;
  #top = 0;

  /** Cells that were not counted say nothing. */
  add(cells: ReportedUnit['cells']): void {
    if (!cells || cells.top === null || cells.saturated === null) return;
    this.#known += 1;
    this.#top += cells.top;
    this.#cells += cells.saturated;
    if (cells.saturated > 0) this.#units += 1;
  }

  /** A line for people; none where nothing is saturated. */
  lines(): string[] {
    if (this.#units === 0) return [];
    const share = ((100 * this.#cells) / this.#top).toFixed(1);
    return [
      `saturated: ${share} % of the cells of highest ranges share their unit’s greatest value, in ${this.#units} of ${this.#known} units`,
    ];
  }
}
