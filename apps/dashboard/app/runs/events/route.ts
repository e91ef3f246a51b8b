import { apiUrl } from '../../../data/api-url';
import { credentials } from '../../../data/credentials';
import { documentId } from '../../../data/document-id';
import { RUN_EVENTS } from '../../../features/runs/run-requests-query';

/** How long a browser waits before it opens the stream again. */
const RETRY_MS = 3_000;
/** Neither kept nor compressed: a compressor would hold events back. */
const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

/** Passes on what happens to runs, as server-sent events, so that pages have one origin and the visitor's own rights. */
export async function GET(request: Request): Promise<Response> {
  const last = request.headers.get('last-event-id');
  const upstream = await fetch(`${apiUrl()}/graphql`, {
    method: 'POST',
    cache: 'no-store',
    redirect: 'error',
    signal: request.signal,
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(last && /^\d{1,15}$/u.test(last) ? { 'last-event-id': last } : {}),
      ...(await credentials()),
    },
    body: JSON.stringify({ documentId: documentId(RUN_EVENTS) }),
  }).catch(() => null);
  if (upstream?.ok && upstream.body) return new Response(upstream.body, { headers: HEADERS });
  // 204 tells a browser to give up: the visitor may not follow. Otherwise it comes back.
  if (upstream?.status === 401 || upstream?.status === 403) return new Response(null, { status: 204 });
  return new Response(`retry: ${RETRY_MS}\n\n`, { headers: HEADERS });
}
