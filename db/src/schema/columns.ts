import { bigint, customType, timestamp } from 'drizzle-orm/pg-core';

/** Identity of a row; bigint in Postgres, a safe integer in JavaScript. */
export const identity = () => bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity();

/** A whole number that may exceed 32 bits: pixel counts and references. */
export const whole = () => bigint({ mode: 'number' });

/** The moment the row was written, with its time zone. */
export const moment = () => timestamp({ withTimezone: true });

/** Raw bytes. */
export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
});
