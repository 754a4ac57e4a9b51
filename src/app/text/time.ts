/** Points in time as people say them. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * A time as seen at `now`: relative within the last hour, the time of day today, else the date and, in another year,
 * the year too. An empty string for what is not a time.
 */
export function timeText(iso: string, now: Date, locale: string, timeZone?: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return "";
  const ago = now.getTime() - time.getTime();
  if (ago < HOUR) {
    const minutes = Math.max(0, Math.floor(ago / MINUTE)); // clocks differ: the future counts as now
    return new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" }).format(
      -minutes,
      minutes === 0 ? "second" : "minute",
    );
  }
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = (date: Date) => new Intl.DateTimeFormat("en-CA", { dateStyle: "short", ...zone }).format(date);
  if (day(time) === day(now)) {
    return new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", ...zone }).format(time);
  }
  const year = day(time).slice(0, 4) === day(now).slice(0, 4) ? {} : { year: "numeric" as const };
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", ...year, ...zone }).format(time);
}

/** The whole date and time, for a title. */
export function fullTime(iso: string, locale: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return "";
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" }).format(time);
}
