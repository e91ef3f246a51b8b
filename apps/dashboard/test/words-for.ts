import { createFormatter, createTranslator } from 'next-intl';
import en from '../i18n/en.json';
import ja from '../i18n/ja.json';
import { makeWords, type Translate, type Words } from '../i18n/words';

/** The words of a language as a request has them; a missing key throws. */
export function wordsFor(locale: 'en' | 'ja'): Words {
  const t = createTranslator({
    locale,
    messages: locale === 'ja' ? (ja as typeof en) : en,
    onError: (error) => {
      throw error;
    },
  });
  return makeWords({ t: t as unknown as Translate, format: createFormatter({ locale, timeZone: 'UTC' }), locale });
}
