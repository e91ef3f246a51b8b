import type { ReactNode } from 'react';
import { getWords } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { Glossary } from '../glossary/glossary';
import type { TermName } from '../glossary/terms';
import { KeySheet } from '../keys/key-sheet';
import { PaletteButton } from '../palette/palette-button';
import { Visitor } from '../session/visitor';
import { Preferences } from './preferences';
import { StrataGlyph } from './strata-glyph';

interface ShellProps {
  /** Where the page is: model, version, layer. */
  readonly place?: ReactNode;
  /** Default: none of them. */
  readonly current?: 'models' | 'find' | 'judgements' | 'runs';
  /** Words of the page that its foot explains. Default none. */
  readonly terms?: readonly TermName[];
  readonly children: ReactNode;
}

/** The frame of every page: mark, place, preferences, content, glossary. */
export async function Shell({ place, current, terms = [], children }: ShellProps) {
  const words = await getWords();
  const { t } = words;
  return (
    <>
      <a className="skip" href="#content">
        {t('shell.skip')}
      </a>
      <header className="bar">
        <div className="bar-inner">
          <TextLink href="/" className="brand" aria-label={t('shell.home')}>
            <StrataGlyph />
            <span className="brand-name">Strata</span>
          </TextLink>
          {place ?? <span className="flex-1" />}
          <div className="bar-side">
            <PaletteButton
              words={{
                open: t('palette.open'),
                title: t('palette.title'),
                placeholder: t('palette.placeholder'),
                empty: t('palette.empty'),
                failed: t('palette.failed'),
                loading: t('palette.loading'),
                hint: t('palette.hint'),
              }}
            />
            <KeySheet words={words} />
            <button type="button" className="bar-more-button" popoverTarget="bar-more" title={t('shell.menu')}>
              <span aria-hidden="true">☰</span>
              <span className="sr-only">{t('shell.menu')}</span>
            </button>
            {/* A popover on phones, a part of the bar where there is room: the style sheet says which. */}
            <div id="bar-more" popover="auto" className="bar-more">
              <TextLink href="/find" aria-current={current === 'find' ? 'page' : undefined}>
                {t('find.title')}
              </TextLink>
              <TextLink href="/judgements" aria-current={current === 'judgements' ? 'page' : undefined}>
                {t('review.title')}
              </TextLink>
              <TextLink href="/runs" aria-current={current === 'runs' ? 'page' : undefined}>
                {t('runs.title')}
              </TextLink>
              <Visitor words={words} />
              <Preferences words={words} />
            </div>
          </div>
        </div>
      </header>
      <main id="content" className="page" tabIndex={-1}>
        {children}
      </main>
      {terms.length > 0 && (
        <footer className="foot">
          <div className="foot-inner">
            <Glossary terms={terms} words={words} />
          </div>
        </footer>
      )}
    </>
  );
}
