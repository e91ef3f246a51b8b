import type { Words } from '../../i18n/words';

/** What keys do, page by page. */
const KEYS = [
  { keys: ['Ctrl K', '⌘ K'], does: 'palette' },
  { keys: ['?'], does: 'sheet' },
  { keys: ['←', '→'], does: 'neighbours' },
  { keys: ['↑', '↓', '←', '→'], does: 'charts' },
  { keys: ['1', '2', '3', '4'], does: 'verdicts' },
  { keys: ['Enter'], does: 'open' },
  { keys: ['Esc'], does: 'close' },
] as const;

/** Id of the sheet, which the key ? opens. */
const KEY_SHEET = 'keys';

/** The sheet of keys: a popover, so that its button works without a script. */
export function KeySheet({ words: { t } }: { readonly words: Words }) {
  return (
    <>
      <button type="button" className="key-button" popoverTarget={KEY_SHEET} title={t('keys.title')}>
        <span aria-hidden="true">?</span>
        <span className="sr-only">{t('keys.title')}</span>
      </button>
      <section id={KEY_SHEET} popover="auto" className="key-sheet" aria-labelledby="keys-title">
        <h2 id="keys-title">{t('keys.title')}</h2>
        <dl>
          {KEYS.map(({ keys, does }) => (
            <div key={does}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{t(`keys.${does}`)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}
