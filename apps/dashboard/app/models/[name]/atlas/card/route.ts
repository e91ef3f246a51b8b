import { readAtlasAddress } from '../../../../../features/atlas/atlas-address';
import { readPointCard } from '../../../../../features/atlas/point-card-data';
import { getWords } from '../../../../../i18n/words';

interface Context {
  readonly params: Promise<{ name: string }>;
}

/** What is shown of a range beside the map. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const model = decodeURIComponent((await params).name);
  const { layer, version, point } = readAtlasAddress(Object.fromEntries(new URL(request.url).searchParams));
  const card = await readPointCard({ model, slug: layer, version, point }, await getWords());
  if (card.kind !== 'data') return new Response(null, { status: 502 });
  if (!card.data) return new Response(null, { status: 404 });
  return Response.json(card.data, { headers: { 'cache-control': 'private, no-cache' } });
}
