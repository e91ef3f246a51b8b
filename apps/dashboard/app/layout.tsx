import type { Metadata } from 'next';
import localFont from 'next/font/local';
import { cookies, headers } from 'next/headers';
import { getLocale, getTranslations } from 'next-intl/server';
import { type ReactNode, Suspense } from 'react';
import { readTheme } from '../features/shell/theme';
import { Pending } from '../ui/pending';
import './globals.css';

/**
 * Latin letters, fetched before the style sheet asks. A page never changes its letters once they stand: where the file
 * comes late, the reader's own font stays for this visit.
 */
const inter = localFont({
  src: '../../../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  weight: '100 900',
  display: 'optional',
  variable: '--font-latin',
});

export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  const [t, asked] = await Promise.all([getTranslations(), headers()]);
  const metadataBase = addressOf(asked);
  const description = t('shell.description');
  return {
    ...(metadataBase && { metadataBase }),
    title: { default: 'Strata', template: '%s · Strata' },
    description,
    // What a chat shows under a link to a page that says nothing of its own.
    openGraph: { title: 'Strata', description, siteName: 'Strata', type: 'website' },
  };
}

/** Where the reader found these pages: pictures for chats are named by whole addresses. Null where that can't be told. */
function addressOf(asked: Pick<Headers, 'get'>): URL | null {
  const host = asked.get('x-forwarded-host') ?? asked.get('host');
  if (host === null) return null;
  const scheme = asked.get('x-forwarded-proto') === 'https' ? 'https' : 'http';
  return URL.parse(`${scheme}://${host}`);
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, jar] = await Promise.all([getLocale(), cookies()]);
  const theme = readTheme(jar.get('theme')?.value);
  return (
    <html lang={locale} data-theme={theme} className={inter.variable}>
      <body>
        <Suspense>
          <Pending />
        </Suspense>
        {children}
      </body>
    </html>
  );
}
