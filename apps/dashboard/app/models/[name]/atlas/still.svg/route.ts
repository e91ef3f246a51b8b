import { cookies } from 'next/headers';
import { readArea } from '../../../../../features/atlas/area';
import { readAtlasAddress } from '../../../../../features/atlas/atlas-address';
import { conceptLabels } from '../../../../../features/atlas/concept-labels';
import { readAtlas } from '../../../../../features/atlas/read-atlas';
import { stillPicture } from '../../../../../features/atlas/still-picture';
import { readTheme } from '../../../../../features/shell/theme';
import { getWords } from '../../../../../i18n/words';

interface Context {
  readonly params: Promise<{ name: string }>;
}

/** The map as a picture, for readers without scripts and for saving. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const model = decodeURIComponent((await params).name);
  const address = readAtlasAddress(Object.fromEntries(new URL(request.url).searchParams));
  const [found, { t }, jar] = await Promise.all([readAtlas(model, address), getWords(), cookies()]);
  if (found.kind !== 'data') return new Response(null, { status: 502 });
  const map = found.data?.map;
  if (!found.data || !map) return new Response(null, { status: 404 });
  const picture = stillPicture({
    ...map,
    labels: conceptLabels(map.head),
    range: address.range,
    only: address.only,
    area: readArea(address.area),
    theme: readTheme(jar.get('theme')?.value),
    title: t('atlas.pictureAlt', { model, version: found.data.version.label, ranges: map.points.count }),
  });
  return new Response(picture, {
    headers: {
      'content-type': 'image/svg+xml; charset=utf-8',
      // Opened by itself it is a page: nothing in it may act.
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'cache-control': 'private, no-cache',
    },
  });
}
