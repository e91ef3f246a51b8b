import { bigint, customType } from 'drizzle-orm/pg-core';

/** Identity of a row; bigint in Postgres, a safe integer in JavaScript. */
export const identity = () => bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity();

/** A whole number that may exceed 32 bits: pixel counts and references. */
export const whole = () => bigint({ mode: 'number' });

/** The moment the row was written, as ISO 8601 in UTC with microseconds: a Date would lose three digits. */
export const moment = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp with time zone',
  fromDriver: toIsoMicroseconds,
});

/** Raw bytes. */
export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
});

/** `2026-05-01 12:00:00.5+02` as the server writes it → `2026-05-01T10:00:00.500000Z`. */
export function toIsoMicroseconds(text: string): string {
  const parts = /^(\d+-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(?:Z|([+-]\d\d)(?::?(\d\d))?)$/.exec(text);
  if (!parts) throw new Error(`Expected a timestamp with time zone from the database, came ${text}.`);
  const [, day, time, fraction = '', hours = '+00', minutes = '00'] = parts;
  const seconds = new Date(`${day}T${time}${hours}:${minutes}`).toISOString().slice(0, 19);
  return `${seconds}.${fraction.padEnd(6, '0')}Z`;
}
