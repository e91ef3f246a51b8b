import type { Refusal, Unreachable } from '../../data/answer';
import { getWords, type Words } from '../../i18n/words';
import { ProviderSignIn } from '../session/provider-sign-in';
import { readProvider } from '../session/read-provider';
import { SignInForm } from '../session/sign-in-form';
import { Shell } from '../shell/shell';

/** Stands in for a page whose data could not be had, and says why and what to do. */
export async function Trouble({ answer }: { answer: Refusal | Unreachable }) {
  const words = await getWords();
  const { t } = words;
  if (answer.kind === 'refused' && answer.code === 'UNAUTHENTICATED') return <SignIn words={words} />;
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

/** Asks who it is; the visitor comes back to the page that was asked for. */
async function SignIn({ words }: { words: Words }) {
  const { t } = words;
  const provider = await readProvider();
  return (
    <Shell>
      <section className="notice sign-in-page" data-trouble="sign-in">
        <h1>{t('session.title')}</h1>
        <ProviderSignIn words={words} provider={provider} />
        <p>{t.rich('session.hint', { code: (chunks) => <code>{chunks}</code> })}</p>
        <SignInForm words={words} />
        <p className="text-small">{t('session.kept')}</p>
      </section>
    </Shell>
  );
}
