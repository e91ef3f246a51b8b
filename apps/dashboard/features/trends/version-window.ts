import type { TrendSeries } from '../../charts/trend-data';

/** The first and the last version that are looked at, by label; null: from the start, to the newest. */
export interface VersionWindow {
  readonly from: string | null;
  readonly to: string | null;
}

type Parameters = Readonly<Record<string, string | string[] | undefined>>;

/** Reads the page's parameters; what is missing or empty is left open. */
export function readVersionWindow({ from, to }: Parameters): VersionWindow {
  const label = (value: string | string[] | undefined) => (typeof value === 'string' && value !== '' ? value : null);
  return { from: label(from), to: label(to) };
}

/** The part of a trend that is looked at; ends that are no versions are left open, and it does not matter which comes first. */
export function withinWindow(series: TrendSeries, { from, to }: VersionWindow): TrendSeries {
  const at = (label: string | null, otherwise: number) => {
    const found = series.versions.findIndex((version) => version.label === label);
    return found === -1 ? otherwise : found;
  };
  const [a, b] = [at(from, 0), at(to, series.versions.length - 1)];
  return { ...series, versions: series.versions.slice(Math.min(a, b), Math.max(a, b) + 1) };
}
