import { toCsv } from '../../../../../../../../charts/csv';
import { sortUnits } from '../../../../../../../../features/layer/heat';
import { heatTable } from '../../../../../../../../features/layer/heat-table';
import { readHeatFile } from '../../../../../../../../features/layer/read-heat-file';
import { readFilters } from '../../../../../../../../features/place/layer-filters';
import { getWords } from '../../../../../../../../i18n/words';

interface Context {
  readonly params: Promise<{ name: string; label: string; layer: string }>;
}

/** The heat map of a layer as a table of all its neurons. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const raw = await params;
  const { metric, by } = readFilters(Object.fromEntries(new URL(request.url).searchParams));
  const [found, words] = await Promise.all([
    readHeatFile({
      model: decodeURIComponent(raw.name),
      version: decodeURIComponent(raw.label),
      slug: decodeURIComponent(raw.layer),
    }),
    getWords(),
  ]);
  if (!found) return new Response(null, { status: 404 });
  const { units, clusterCount } = found;
  const table = heatTable(sortUnits(units, { metric, by }), { clusterCount, metric, words });
  return new Response(toCsv(table), { headers: { 'content-type': 'text/csv; charset=utf-8' } });
}
