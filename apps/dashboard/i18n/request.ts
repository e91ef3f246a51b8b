import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { calledAs, withCommand } from './called-as';
import enAsWritten from './en.json';
import jaAsWritten from './ja.json';
import { keepCounters } from './keep-counters';
import { readZone } from './zone';

const en = withCommand(enAsWritten, calledAs());
const ja = withCommand(keepCounters(jaAsWritten), calledAs());

/**
 * The language of the cookie, without one the browser's first preference between the two; and the time zone that the
 * browser has named in a cookie, at a first visit UTC.
 */
export default getRequestConfig(async () => {
  const jar = await cookies();
  const chosen = jar.get('locale')?.value;
  const accepted = (await headers()).get('accept-language') ?? '';
  const locale = chosen === 'ja' || chosen === 'en' ? chosen : accepted.startsWith('ja') ? 'ja' : 'en';
  return { locale, timeZone: readZone(jar.get('zone')?.value), messages: locale === 'ja' ? ja : en };
});
