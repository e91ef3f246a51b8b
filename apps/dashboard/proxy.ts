import { isOwnAddress, readAllowedHosts } from '@strata/domain';
import { type NextRequest, NextResponse } from 'next/server';
import { contentPolicy } from './data/content-policy';
import { PATH_HEADER } from './data/path-header';

/**
 * Meets every request before pages, actions, pictures and files do: refuses those that name another host or come from
 * another site's page, and says what the page may load. STRATA_ALLOWED_HOSTS has the names beside loopback's, `*` for any.
 */
export function proxy(request: NextRequest): Response {
  const { headers, nextUrl } = request;
  const said = (name: string) => headers.get(name) ?? undefined;
  const addressed = { host: said('host'), origin: said('origin'), forwardedHost: said('x-forwarded-host') };
  const allowedHosts = readAllowedHosts(process.env.STRATA_ALLOWED_HOSTS);
  // Next writes the port that it listens on there.
  if (!isOwnAddress(addressed, { port: Number(process.env.PORT), allowedHosts }))
    return new Response('This server answers to its own names and pages only.\n', { status: 403 });
  const nonce = btoa(crypto.randomUUID());
  const policy = contentPolicy({ nonce, embedded: isEmbedded(nextUrl) });
  const inner = new Headers(headers);
  // Next reads the nonce there and gives it to its own scripts.
  inner.set('content-security-policy', policy);
  // The page that says that nothing is there has to know where.
  inner.set(PATH_HEADER, nextUrl.pathname);
  const response = NextResponse.next({ request: { headers: inner } });
  response.headers.set('content-security-policy', policy);
  return response;
}

/** The one view that is made for other pages' frames. */
function isEmbedded({ pathname, searchParams }: NextRequest['nextUrl']): boolean {
  return (
    searchParams.get('embed') === '1' &&
    /^\/models\/[^/]+\/versions\/[^/]+\/layers\/[^/]+\/neurons\/[^/]+$/u.test(pathname)
  );
}
