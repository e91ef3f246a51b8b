/** Remembers the language and goes back to the page it was chosen on. */
export async function GET(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const locale = (await params).locale === 'ja' ? 'ja' : 'en';
  const referer = request.headers.get('referer');
  const from = referer ? new URL(referer) : null;
  const location = from && from.host === request.headers.get('host') ? from.pathname + from.search : '/';
  return new Response(null, {
    status: 303,
    headers: { location, 'set-cookie': `locale=${locale}; Path=/; Max-Age=31536000; SameSite=Lax` },
  });
}
