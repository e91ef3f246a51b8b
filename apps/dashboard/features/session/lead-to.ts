/** Leads a browser on, with the API's cookies for it. */
export function leadTo(location: string, cookies: readonly string[]): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}

/** Leads back to the sign-in page, which says why. */
export function signInFailed(
  code: string,
  { next, cookies }: { readonly next: string; readonly cookies: readonly string[] },
): Response {
  return leadTo(`/sign-in?failed=${encodeURIComponent(code)}&next=${encodeURIComponent(next)}`, cookies);
}
