import type { Words } from '../../i18n/words';

interface SignInFormProps {
  readonly words: Words;
  /** The page to go on to; default the one that the form stands on. */
  readonly next?: string;
  /** The last key did not work. Default no. */
  readonly failed?: boolean;
}

/** Asks for a key, once: it is exchanged for a cookie that no script can read. A plain form that works without one. */
export function SignInForm({ words: { t }, next, failed = false }: SignInFormProps) {
  return (
    <form action="/session" method="post" className="sign-in">
      {next !== undefined && <input type="hidden" name="next" value={next} />}
      <label className="field">
        {t('session.key')}
        <input
          name="key"
          type="password"
          autoComplete="current-password"
          required
          aria-invalid={failed}
          aria-describedby={failed ? 'sign-in-failed' : undefined}
          spellCheck={false}
        />
      </label>
      <button type="submit" className="button button-main">
        {t('session.signIn')}
      </button>
      {failed && (
        <p id="sign-in-failed" className="alert" role="alert">
          {t('session.failed')}
        </p>
      )}
    </form>
  );
}
