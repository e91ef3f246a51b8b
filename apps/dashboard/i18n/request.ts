import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { calledAs, withCommand } from './called-as';
import enAsWritten from './en.json';
import jaAsWritten from './ja.json';
import { keepCounters } from './keep-counters';

const en = withCommand(enAsWritten, calledAs());
const ja = withCommand(keepCounters(jaAsWritten), calledAs());

/** The cookie wins; without one, the browser's first preference between the two languages. */
export default getRequestConfig(async () => {
  const chosen = (await cookies()).get('locale')?.value;
  const accepted = (await headers()).get('accept-language') ?? '';
  const locale = chosen === 'ja' || chosen === 'en' ? chosen : accepted.startsWith('ja') ? 'ja' : 'en';
  return { locale, timeZone: 'UTC', messages: locale === 'ja' ? ja : en };
});
