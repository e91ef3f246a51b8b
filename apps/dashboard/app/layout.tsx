import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import './globals.css';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Strata' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations()]);
  const other = locale === 'ja' ? 'en' : 'ja';
  return (
    <html lang={locale}>
      <body>
        <a className="skip" href="#content">
          {t('skip')}
        </a>
        <header className="flex gap-6 border-b px-6 py-3" style={{ borderColor: 'var(--line)' }}>
          <Link href="/" className="font-semibold">
            Strata
          </Link>
          <nav className="flex-1">
            <Link href="/">{t('models')}</Link>
          </nav>
          <a href={`/locale/${other}`} lang={other}>
            {t('otherLanguage')}
          </a>
        </header>
        <main id="content" className="mx-auto max-w-6xl space-y-6 p-6">
          {children}
        </main>
      </body>
    </html>
  );
}
