import { cookies } from 'next/headers';
import type { Words } from '../../i18n/words';
import { readTheme, THEMES } from './theme';

/** Theme and language, as plain forms: they work without a script, and the page comes back in the new dress. */
export async function Preferences({ words: { t, locale } }: { words: Words }) {
  const theme = readTheme((await cookies()).get('theme')?.value);
  const names = { auto: t('shell.themeAuto'), light: t('shell.themeLight'), dark: t('shell.themeDark') };
  return (
    <>
      <form action="/preferences" method="post" className="segments">
        <fieldset className="contents">
          <legend className="sr-only">{t('shell.theme')}</legend>
          {THEMES.map((name) => (
            <button
              key={name}
              name="theme"
              value={name}
              type="submit"
              aria-pressed={name === theme}
              aria-label={names[name]}
              title={names[name]}
            >
              <ThemeGlyph name={name} />
            </button>
          ))}
        </fieldset>
      </form>
      <form action="/preferences" method="post" className="segments">
        <fieldset className="contents">
          <legend className="sr-only">{t('shell.language')}</legend>
          <button name="locale" value="en" type="submit" aria-pressed={locale === 'en'} lang="en">
            <abbr title="English">EN</abbr>
          </button>
          <button name="locale" value="ja" type="submit" aria-pressed={locale === 'ja'} lang="ja">
            日本語
          </button>
        </fieldset>
      </form>
    </>
  );
}

function ThemeGlyph({ name }: { name: (typeof THEMES)[number] }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={14}
      height={14}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.4}
      strokeLinecap="round"
      aria-hidden="true"
    >
      {name === 'auto' && (
        <>
          <circle cx={8} cy={8} r={5.5} />
          <path d="M8 2.5 a5.5 5.5 0 0 1 0 11 z" fill="currentColor" stroke="none" />
        </>
      )}
      {name === 'light' && (
        <>
          <circle cx={8} cy={8} r={2.8} />
          <path d="M8 1.2v1.6M8 13.2v1.6M1.2 8h1.6M13.2 8h1.6M3.2 3.2l1.1 1.1M11.7 11.7l1.1 1.1M3.2 12.8l1.1-1.1M11.7 4.3l1.1-1.1" />
        </>
      )}
      {name === 'dark' && <path d="M13 9.6A5.6 5.6 0 0 1 6.4 3a5.6 5.6 0 1 0 6.6 6.6z" />}
    </svg>
  );
}
