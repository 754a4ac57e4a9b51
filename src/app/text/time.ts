/** Points in time as people say them. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What makes a formatter once: to make one takes longer than to draw what is formatted. */
function once<Args extends unknown[], T>(make: (...args: Args) => T): (...args: Args) => T {
  const made = new Map<string, T>();
  return (...args) => {
    const key = JSON.stringify(args);
    let found = made.get(key);
    if (found === undefined) made.set(key, (found = make(...args)));
    return found;
  };
}

const dateFormat = once(
  (locale: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);
const agoFormat = once((locale: string) => new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" }));

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
    return agoFormat(locale).format(-minutes, minutes === 0 ? "second" : "minute");
  }
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = (date: Date) => dateFormat("en-CA", { dateStyle: "short", ...zone }).format(date);
  if (day(time) === day(now)) {
    return dateFormat(locale, { hour: "2-digit", minute: "2-digit", ...zone }).format(time);
  }
  const year = day(time).slice(0, 4) === day(now).slice(0, 4) ? {} : { year: "numeric" as const };
  return dateFormat(locale, { day: "numeric", month: "short", ...year, ...zone }).format(time);
}

/** The whole date and time, for a title. */
export function fullTime(iso: string, locale: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return "";
  return dateFormat(locale, { dateStyle: "long", timeStyle: "short" }).format(time);
}
