import { StrataError } from '@strata/domain';

/**
 * Reads `0-9,12` as unit numbers, ascending and without repeats. Null (nothing asked for) means every unit.
 * @throws StrataError for anything else, a range that runs backwards, or a unit the layer doesn't have.
 */
export function parseUnits(
  text: string | null,
  {
    unitCount,
    layer = null,
  }: { unitCount: number /** Named in errors; default the only one. */; layer?: string | null },
): number[] {
  if (text === null) return Array.from({ length: unitCount }, (_, unit) => unit);
  const units = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/u.exec(part);
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? match?.[1]);
    if (!match || last < first) {
      throw new StrataError('BAD_CONFIG', `--units: expected unit numbers like 0-9,12, found "${part.trim()}".`);
    }
    if (last >= unitCount) {
      throw new StrataError(
        'BAD_CONFIG',
        `--units: unit ${last} asked for, but the layer${layer === null ? '' : ` "${layer}"`} has units 0 to ${unitCount - 1}.`,
      );
    }
    for (let unit = first; unit <= last; unit += 1) units.add(unit);
  }
  return [...units].sort((a, b) => a - b);
}
