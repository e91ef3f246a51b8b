import { z } from 'zod';
import { apiUrl } from './api-url';
import { visitorAddress } from './credentials';

/** Longer than an OpenID provider is waited for. */
const TIMEOUT_MS = 25_000;

const failure = z.object({ errors: z.array(z.object({ extensions: z.object({ code: z.string() }) })).min(1) });

/** What the API said of a visitor’s way in. */
export interface SessionAnswer {
  readonly status: number;
  readonly body: unknown;
  /** The code of its error; null where all went well. */
  readonly code: string | null;
  /** For the visitor's browser. */
  readonly cookies: readonly string[];
}

/** Asks the API about sessions on behalf of a visitor; never throws for what the network may do. */
export async function askSession(
  path: string,
  { headers, body, cookie }: { headers: Headers; body?: unknown; cookie?: string | undefined },
): Promise<SessionAnswer> {
  const proto = headers.get('x-forwarded-proto');
  try {
    const response = await fetch(`${apiUrl()}/session${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      cache: 'no-store',
      headers: {
        'content-type': 'application/json',
        ...(proto && { 'x-forwarded-proto': proto }),
        ...(cookie && { cookie }),
        ...visitorAddress(headers),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const read: unknown = await response.json().catch(() => null);
    const failed = failure.safeParse(read);
    const code = failed.success ? (failed.data.errors[0]?.extensions.code ?? 'UNKNOWN') : null;
    const cookies = response.headers.getSetCookie();
    return { status: response.status, body: read, code: response.ok ? null : (code ?? 'UNKNOWN'), cookies };
  } catch {
    return { status: 503, body: null, code: 'STORE_UNAVAILABLE', cookies: [] };
  }
}
