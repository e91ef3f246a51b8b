import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { ownPage } from '../../features/session/own-page';
import { ProviderSignIn } from '../../features/session/provider-sign-in';
import { readProvider } from '../../features/session/read-provider';
import { readViewer } from '../../features/session/read-viewer';
import { SignInFailed } from '../../features/session/sign-in-failed';
import { SignInForm } from '../../features/session/sign-in-form';
import { Shell } from '../../features/shell/shell';
import { getWords } from '../../i18n/words';

interface Props {
  readonly searchParams: Promise<{ next?: string | string[]; failed?: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords()).t('session.signIn') };
}

export default async function SignInPage({ searchParams }: Props) {
  const [{ next, failed }, viewer, provider, words, sent] = await Promise.all([
    searchParams,
    readViewer(),
    readProvider(),
    getWords(),
    headers(),
  ]);
  const on = ownPage(typeof next === 'string' ? next : null, sent.get('host'));
  if (viewer !== null && viewer !== 'anonymous') redirect(on);
  const { t } = words;
  return (
    <Shell>
      <section className="notice sign-in-page">
        <h1>{t('session.title')}</h1>
        {failed && <SignInFailed words={words} code={failed} />}
        <ProviderSignIn words={words} provider={provider} next={on} />
        <p>{t.rich('session.hint', { code: (chunks) => <code>{chunks}</code> })}</p>
        <SignInForm words={words} next={on} failed={failed === ''} />
        <p className="text-small">{t('session.kept')}</p>
        {provider?.endUrl && (
          <p className="text-small">
            {t.rich('session.endAtProvider', {
              name: provider.name,
              link: (chunks) => (
                <a href={provider.endUrl ?? undefined} rel="noreferrer">
                  {chunks}
                </a>
              ),
            })}
          </p>
        )}
      </section>
    </Shell>
  );
}
