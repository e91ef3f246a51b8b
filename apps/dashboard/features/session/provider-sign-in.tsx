import type { Words } from '../../i18n/words';
import type { SignInProvider } from './read-provider';

interface ProviderSignInProps {
  readonly words: Words;
  /** Null draws nothing. */
  readonly provider: SignInProvider | null;
  /** The page to go on to; default the one that the link stands on. */
  readonly next?: string;
}

/**
 * Leads to the provider. An ordinary link: it is not to be fetched ahead, and a form could not lead to another site under
 * the pages' own rules.
 */
export function ProviderSignIn({ words: { t }, provider, next }: ProviderSignInProps) {
  if (provider === null) return null;
  const query = next === undefined ? '' : `?next=${encodeURIComponent(next)}`;
  return (
    <>
      <p>
        <a className="button button-main provider-sign-in" href={`/session/oidc${query}`}>
          {t('session.withProvider', { name: provider.name })}
        </a>
      </p>
      <p>{t('session.orKey')}</p>
    </>
  );
}
