import { once } from 'node:events';
import type { Server } from 'node:http';
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import Provider, { type Configuration } from 'oidc-provider';
import { freePort } from './free-port.ts';

export const CLIENT_ID = 'strata';
export const CLIENT_SECRET = 'a-secret-that-is-written-nowhere-else';
/** Another application of the same provider. */
export const OTHER_CLIENT_ID = 'other-application';

/** What the provider's token endpoint answers. */
export interface TokenAnswer {
  id_token?: string;
  error?: string;
}

export interface RunningProvider {
  readonly issuer: string;
  /** Who can sign in there, by login: their claims. */
  readonly people: Map<string, Record<string, unknown>>;
  /** Changes what the token endpoint answers; undefined leaves it. */
  tamper: ((answer: TokenAnswer) => Promise<void> | void) | undefined;
  /** The claims of a token, signed anew with the provider's own key after a change. */
  sign(claims: JWTPayload): Promise<string>;
  /** Takes no more connections and ends those there are. */
  stop(): Promise<void>;
  /** Comes back at the same address with the same keys; who had signed in there has to again. */
  start(): Promise<void>;
}

interface ProviderOptions {
  /** Where its application lives, whose `/session/oidc/callback` it sends browsers to. */
  readonly pagesUrl: string;
  /** Whether groups and names stand in ID tokens; else in the user's information alone. Default false, as is its own. */
  readonly claimsInToken?: boolean;
}

/** The provider of npm's `oidc-provider`, on loopback, with its own pages for signing in, which take every password. */
export async function startOpenIdProvider({
  pagesUrl,
  claimsInToken = false,
}: ProviderOptions): Promise<RunningProvider> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk: JWK = { ...(await exportJWK(privateKey)), kid: 'test', alg: 'RS256', use: 'sig' };
  const people: RunningProvider['people'] = new Map();
  let server: Server | undefined;
  const running: RunningProvider = {
    issuer,
    people,
    tamper: undefined,
    sign: (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'test' }).sign(privateKey),
    start: async () => {
      const provider = new Provider(issuer, configuration({ pagesUrl, claimsInToken, jwk, people }));
      provider.use(async (context, next) => {
        await next();
        if (context.path === '/token') await running.tamper?.(context.body as TokenAnswer);
      });
      server = provider.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    stop: async () => {
      const closed = new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
      server?.closeAllConnections();
      await closed;
    },
  };
  await running.start();
  return running;
}

function configuration({
  pagesUrl,
  claimsInToken,
  jwk,
  people,
}: ProviderOptions & { jwk: JWK; people: RunningProvider['people'] }): Configuration {
  const redirect = {
    redirect_uris: [`${pagesUrl}/session/oidc/callback`],
    post_logout_redirect_uris: [`${pagesUrl}/sign-in`],
  };
  return {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        ...redirect,
        backchannel_logout_uri: `${pagesUrl}/session/oidc/logout`,
        backchannel_logout_session_required: true,
      },
      { client_id: OTHER_CLIENT_ID, client_secret: CLIENT_SECRET, ...redirect },
    ],
    jwks: { keys: [jwk] },
    cookies: { keys: ['test'] },
    claims: { openid: ['sub'], profile: ['name', 'groups', 'realm_access'] },
    conformIdTokenClaims: !claimsInToken,
    // Its own way of asking refuses addresses of this machine, where the application under test lives.
    fetch: (url, options) => fetch(url, { ...options, dispatcher: undefined } as RequestInit),
    features: { backchannelLogout: { enabled: true }, devInteractions: { enabled: true } },
    findAccount: (_, login) => {
      const claims = people.get(login);
      return claims && { accountId: login, claims: () => ({ sub: login, ...claims }) };
    },
  };
}

/** A browser's cookies at the provider, and its walk through the provider's pages. */
export class VisitorAtProvider {
  readonly #cookies = new Map<string, string>();

  /**
   * Goes to the provider, signs in there where it is asked to, and consents.
   * @returns the address that the browser is sent back to
   */
  async signIn(location: string, login: string): Promise<URL> {
    const { origin } = new URL(location);
    let address = location;
    let form: Record<string, string> | undefined;
    for (let step = 0; step < 20; step += 1) {
      const response = await this.#send(address, form);
      form = undefined;
      const to = response.headers.get('location');
      const page = await response.text();
      if (to !== null) {
        address = new URL(to, address).href;
        if (!address.startsWith(origin)) return new URL(address);
        continue;
      }
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
      if (prompt === undefined) throw new Error(`The provider answered ${response.status}: ${page.slice(0, 2_000)}`);
      address = /action="([^"]+)"/.exec(page)?.[1] ?? address;
      form = { prompt, login, password: 'any' };
    }
    throw new Error('The provider asks again and again.');
  }

  /** Ends the session at the provider, as its own page does. */
  async signOut(endUrl: string): Promise<void> {
    const page = await (await this.#send(endUrl)).text();
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const action = /action="([^"]+)"/.exec(page)?.[1] ?? '';
    await this.#send(new URL(action, endUrl).href, { xsrf, logout: 'yes' });
  }

  async #send(address: string, form?: Record<string, string>): Promise<Response> {
    const response = await fetch(address, {
      redirect: 'manual',
      headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }
}
