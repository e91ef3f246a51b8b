import type { Refusal, Unreachable } from '../data/answer';
import { Shell } from '../features/shell/shell';
import { getWords, type Words } from '../i18n/words';

/** Stands in for a page whose data could not be had, and says why and what to do. */
export async function Trouble({ answer }: { answer: Refusal | Unreachable }) {
  const { t } = await getWords();
  if (answer.kind === 'refused' && answer.code === 'UNAUTHENTICATED') return <SignIn t={t} />;
  const refused = answer.kind === 'refused';
  return (
    <Shell>
      <section className="notice" role="alert" data-trouble={answer.kind}>
        <h1>{refused ? t('trouble.refused') : t('trouble.unreachable')}</h1>
        <p>
          {refused
            ? t('trouble.refusedHint')
            : t.rich('trouble.unreachableHint', { code: (chunks) => <code>{chunks}</code> })}
        </p>
        <p>
          <code>{refused ? answer.message : answer.detail}</code>
        </p>
        <form>
          <button type="submit" className="button button-main">
            {t('trouble.retry')}
          </button>
        </form>
      </section>
    </Shell>
  );
}

/** Asks for a key; a plain form that works without a script. */
function SignIn({ t }: Pick<Words, 't'>) {
  return (
    <Shell>
      <section className="notice" data-trouble="sign-in">
        <h1>{t('trouble.signIn')}</h1>
        <p>{t.rich('trouble.signInHint', { code: (chunks) => <code>{chunks}</code> })}</p>
        <form action="/session" method="post" className="flex flex-wrap gap-2">
          <label className="sr-only" htmlFor="key">
            {t('trouble.key')}
          </label>
          <input id="key" name="key" type="password" autoComplete="current-password" required size={40} />
          <button type="submit" className="button button-main">
            {t('trouble.signInDo')}
          </button>
        </form>
      </section>
    </Shell>
  );
}
