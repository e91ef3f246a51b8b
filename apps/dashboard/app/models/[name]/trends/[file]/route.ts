import { toCsv } from '../../../../../charts/csv';
import { readTrendsPage } from '../../../../../features/trends/read-trends-page';
import { toSeries } from '../../../../../features/trends/to-series';
import { figureOfFile, TREND_TABLES } from '../../../../../features/trends/trend-files';
import { getWords } from '../../../../../i18n/words';

interface Context {
  readonly params: Promise<{ name: string; file: string }>;
}

/** What a figure of the trends shows, as a table in full precision. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { name, file } = await params;
  const figure = figureOfFile(file);
  const layer = new URL(request.url).searchParams.get('layer');
  if (!figure) return new Response(null, { status: 404 });
  const [found, words] = await Promise.all([readTrendsPage(decodeURIComponent(name), layer || undefined), getWords()]);
  if (found?.kind !== 'data' || !found.trend) return new Response(null, { status: 404 });
  const table = TREND_TABLES[figure](toSeries(found.trend), words);
  return new Response(toCsv(table), { headers: { 'content-type': 'text/csv; charset=utf-8' } });
}
