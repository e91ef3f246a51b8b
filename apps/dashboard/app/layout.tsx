import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { getLocale, getTranslations } from 'next-intl/server';
import { type ReactNode, Suspense } from 'react';
import { readTheme } from '../features/shell/theme';
import { Pending } from '../ui/pending';
import './globals.css';

export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: { default: 'Strata', template: '%s · Strata' }, description: t('shell.description') };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, jar] = await Promise.all([getLocale(), cookies()]);
  const theme = readTheme(jar.get('theme')?.value);
  return (
    <html lang={locale} data-theme={theme}>
      <body>
        <Suspense>
          <Pending />
        </Suspense>
        {children}
      </body>
    </html>
  );
}
