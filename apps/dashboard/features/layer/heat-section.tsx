import { type LayerPlace, layerPath } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { alikeOrder } from '../atlas/alike-order';
import { packedPoints } from '../atlas/packed-points';
import { openPoints, type Points } from '../atlas/points';
import { filterQuery, type LayerFilters } from '../place/layer-filters';
import type { HeatUnit } from './heat';
import { HeatFigure } from './heat-figure';
import { readHeat } from './read-heat';

interface HeatSectionProps {
  /** The layer's whole name. */
  readonly layer: string;
  readonly unitCount: number;
  readonly clusterCount: number;
  readonly hasClasses: boolean;
  readonly filters: LayerFilters;
  readonly place: LayerPlace;
  readonly words: Words;
}

/** Above this many neurons the table of all of them is a file of its own. */
export const UNITS_ON_PAGE = 300;

/** Reads and draws the heat map of a layer; nothing when it cannot be read, the table below says more. */
export async function HeatSection(props: HeatSectionProps) {
  const { layer, unitCount, clusterCount, hasClasses, filters, place, words } = props;
  const units = await readHeat({ model: place.model, version: place.version, layer }, { unitCount, clusterCount });
  if (!units) return null;
  const map = await packedPoints({ model: place.model, version: place.version, layer });
  const points = map.kind === 'data' && map.data ? openPoints(map.data) : null;
  const alike = points ? filters.alike : null;
  const here = layerPath(place);
  const metric = filters.metric === 'class' && !hasClasses ? 'overlap' : filters.metric;
  const by = filters.by !== null && filters.by >= 1 && filters.by <= clusterCount ? filters.by : null;
  return (
    <HeatFigure
      units={points && alike ? sideBySide(units, points) : units}
      clusterCount={clusterCount}
      metric={metric}
      by={by}
      alike={alike}
      hasClasses={hasClasses}
      place={place}
      words={words}
      href={(change) => `${here}${filterQuery(filters, change)}`}
      csv={unitCount > UNITS_ON_PAGE ? `${here}/heat-map.csv?metric=${metric}${by ? `&by=${by}` : ''}` : undefined}
    />
  );
}

/** The units so that alike ones stand side by side. */
function sideBySide(units: readonly HeatUnit[], points: Points): HeatUnit[] {
  const byIndex = new Map(units.map((unit) => [unit.unitIndex, unit]));
  const order = alikeOrder(points, [...byIndex.keys()]);
  return order.flatMap((unit) => byIndex.get(unit) ?? []);
}
