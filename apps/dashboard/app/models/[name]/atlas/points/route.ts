import { readAtlasAddress } from '../../../../../features/atlas/atlas-address';
import { packedPoints } from '../../../../../features/atlas/packed-points';
import { readPlace } from '../../../../../features/place/read-place';

interface Context {
  readonly params: Promise<{ name: string }>;
}

/** The points of a version's map, packed, for the script that draws them. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const model = decodeURIComponent((await params).name);
  const { layer, version } = readAtlasAddress(Object.fromEntries(new URL(request.url).searchParams));
  const place = await readPlace(model, layer === '' ? undefined : layer);
  const found =
    place.kind === 'data' && place.data ? await packedPoints({ model, version, layer: place.data.layer }) : place;
  if (found.kind !== 'data') return new Response(null, { status: 502 });
  if (!found.data) return new Response(null, { status: 404 });
  return Response.json(found.data, { headers: { 'cache-control': 'private, no-cache' } });
}
