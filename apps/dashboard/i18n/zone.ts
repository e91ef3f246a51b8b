/** The time zone that a cookie names, as browsers write them (`Asia/Tokyo`); UTC where it is none that is known. */
export function readZone(value: string | undefined): string {
  if (value === undefined || !/^[\w+-]+(?:\/[\w+-]+){0,2}$/u.test(value)) return 'UTC';
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
