import { readTheme } from '../../features/shell/theme';

const YEAR_S = 31_536_000;

/** Remembers theme or language and goes back to the page they were chosen on. */
export async function POST(request: Request): Promise<Response> {
  const form = await request.formData();
  const headers = new Headers({ location: backTo(request) });
  const remember = (name: string, value: string) =>
    headers.append('set-cookie', `${name}=${value}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax`);
  const theme = form.get('theme');
  const locale = form.get('locale');
  if (typeof theme === 'string') remember('theme', readTheme(theme));
  if (locale === 'en' || locale === 'ja') remember('locale', locale);
  return new Response(null, { status: 303, headers });
}

/** The page the form stood on, if it is one of ours. */
function backTo(request: Request): string {
  const referer = request.headers.get('referer');
  if (!referer || !URL.canParse(referer)) return '/';
  const { host, pathname, search } = new URL(referer);
  // A path that starts with two slashes would name another host.
  return host === request.headers.get('host') ? pathname.replace(/^\/+/u, '/') + search : '/';
}
