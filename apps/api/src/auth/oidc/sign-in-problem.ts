import type { OidcSettings } from './settings.ts';

/** Why somebody could not sign in with the provider. */
export type SignInCode =
  | 'PROVIDER_UNREACHABLE'
  | 'WRONG_CLIENT'
  | 'SIGN_IN_LOST'
  | 'SIGN_IN_REFUSED'
  | 'BAD_TOKEN'
  | 'NO_ROLE';

/** The status of each, and what to say of it: to whoever signs in, and to whoever reads the log. */
const PROBLEMS: Record<SignInCode, { readonly status: number; readonly message: (settings: OidcSettings) => string }> =
  {
    PROVIDER_UNREACHABLE: {
      status: 503,
      message: ({ name }) =>
        `Signing in with ${name} does not work at the moment: it does not answer. Try again later, or sign in with a key; who has signed in stays so.`,
    },
    WRONG_CLIENT: {
      status: 500,
      message: ({ name }) =>
        `${name} does not accept this installation. Whoever looks after it compares STRATA_OIDC_CLIENT_ID, STRATA_OIDC_CLIENT_SECRET and STRATA_PAGES_URL with what is registered there.`,
    },
    SIGN_IN_LOST: {
      status: 400,
      message: ({ pagesUrl }) =>
        `This sign-in was begun in another browser or window, took too long, or was used already. Begin again at ${pagesUrl}/sign-in.`,
    },
    SIGN_IN_REFUSED: {
      status: 403,
      message: ({ name }) =>
        `${name} did not let you sign in, or you broke it off. Try again, or ask whoever looks after ${name}.`,
    },
    BAD_TOKEN: {
      status: 401,
      message: ({ name }) =>
        `What ${name} answered can't be trusted: it is not meant for this sign-in, too old, or not signed as it should be. Try again; if it stays so, tell whoever looks after this installation.`,
    },
    NO_ROLE: {
      status: 403,
      message: () =>
        'You signed in, but none of your groups has a role here. Ask whoever looks after this installation to give one of them a role.',
    },
  };

/** A sign-in that came to nothing. */
export class SignInProblem extends Error {
  readonly code: SignInCode;

  constructor(code: SignInCode, options?: ErrorOptions) {
    super(code, options);
    this.name = 'SignInProblem';
    this.code = code;
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }

  /** In GraphQL's shape, as all errors of this server. */
  toJSON(settings: OidcSettings): object {
    return { errors: [{ message: PROBLEMS[this.code].message(settings), extensions: { code: this.code } }] };
  }
}
