import { toCsv } from '../../../../../charts/csv';
import { readAtlasAddress } from '../../../../../features/atlas/atlas-address';
import { atlasTable } from '../../../../../features/atlas/atlas-table';
import { readAtlas } from '../../../../../features/atlas/read-atlas';
import { getWords } from '../../../../../i18n/words';

interface Context {
  readonly params: Promise<{ name: string }>;
}

/** Exactly the ranges that are listed, all pages of them, as a table in full precision. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const model = decodeURIComponent((await params).name);
  const address = readAtlasAddress(Object.fromEntries(new URL(request.url).searchParams));
  const [found, words] = await Promise.all([readAtlas(model, address), getWords()]);
  if (found.kind !== 'data') return new Response(null, { status: 502 });
  const map = found.data?.map;
  if (!found.data || !map) return new Response(null, { status: 404 });
  const table = await atlasTable({ ...found.data, map }, address, words);
  if (!table) return new Response(null, { status: 502 });
  return new Response(toCsv(table), { headers: { 'content-type': 'text/csv; charset=utf-8' } });
}
