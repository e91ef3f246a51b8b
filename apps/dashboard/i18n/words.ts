import type { createFormatter, createTranslator, DateTimeFormatOptions, NumberFormatOptions } from 'next-intl';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import type en from './en.json';

export type Translate = ReturnType<typeof createTranslator<typeof en>>;
type Format = ReturnType<typeof createFormatter>;

/** Texts and numbers in the reader's language. */
export interface Words {
  readonly t: Translate;
  readonly locale: string;
  /** An overlap or a chance level, two digits that count: 0.30, 0.016. */
  readonly iou: (value: number) => string;
  /** How many times better than chance, without the sign: 1.1, 18. */
  readonly lift: (value: number | null | undefined) => string;
  /** The same with the sign: 1.1×, 18×; a dash where chance is 0. */
  readonly times: (value: number | null | undefined) => string;
  readonly percent: (value: number) => string;
  /** A difference of shares in percentage points, signed, with a tenth: +12.5, −0.4. */
  readonly points: (value: number) => string;
  readonly count: (value: number) => string;
  /** An activation or another quantity of any size, three digits that count. */
  readonly quantity: (value: number) => string;
  /** A time in the unit that fits it: 0.21 sec, 8.9 sec, 12.4 min, 2.3 hr. */
  readonly duration: (milliseconds: number) => string;
  readonly date: (iso: string) => string;
  /** In the reader's time zone, which is named. */
  readonly dateTime: (iso: string) => string;
}

/** Words of a request, for server components. */
export async function getWords(): Promise<Words> {
  const [t, format, locale] = await Promise.all([getTranslations(), getFormatter(), getLocale()]);
  return makeWords({ t: t as unknown as Translate, format, locale });
}

/** The number formats that all pages share. */
export function makeWords({ t, format, locale }: { t: Translate; format: Format; locale: string }): Words {
  const two = { minimumSignificantDigits: 2, maximumSignificantDigits: 2 } as const;
  const tenth = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;
  const lift = (value: number | null | undefined) => {
    if (value === null || value === undefined) return '–';
    return value < 10 ? format.number(value, two) : format.number(value, { maximumFractionDigits: 0 });
  };
  return {
    t,
    locale,
    iou: (value) =>
      value === 0 ? '0' : format.number(value, { ...two, maximumFractionDigits: 4, roundingPriority: 'lessPrecision' }),
    lift,
    times: (value) => (value === null || value === undefined ? lift(value) : `${lift(value)}×`),
    percent: (value) => format.number(value, { style: 'percent', maximumFractionDigits: percentDigits(value) }),
    points: (value) => `${value < 0 ? '−' : '+'}${format.number(Math.abs(100 * value), tenth)}`,
    count: (value) => format.number(value, { maximumFractionDigits: 0 }),
    quantity: (value) => format.number(value, { maximumSignificantDigits: 3 }),
    duration: (ms) => format.number(...inFittingUnit(ms / 1000)),
    date: (iso) => format.dateTime(new Date(iso), { dateStyle: 'medium' }),
    dateTime: (iso) => format.dateTime(new Date(iso), MINUTE),
  };
}

/** To the minute, with the zone: who reads it need not be where it happened. */
const MINUTE: DateTimeFormatOptions = {
  ...({ year: 'numeric', month: 'short', day: 'numeric' } as const),
  ...({ hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const),
};

function inFittingUnit(seconds: number): [number, NumberFormatOptions] {
  const unit = seconds < 120 ? 'second' : seconds < 7200 ? 'minute' : 'hour';
  const value = { second: seconds, minute: seconds / 60, hour: seconds / 3600 }[unit];
  return [value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: value < 1 ? 2 : 1 }];
}

/** A tenth of a percent is said where it may matter: under 1 % and close to 100 %. */
function percentDigits(value: number): number {
  const percent = Math.abs(value) * 100;
  return (percent > 0 && percent < 1) || (percent > 99 && percent < 100) ? 1 : 0;
}
