const zone = 'Europe/Paris';
const dayFormat = new Intl.DateTimeFormat('fr-FR', {
  timeZone: zone,
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const hourFormat = new Intl.DateTimeFormat('fr-FR', {
  timeZone: zone,
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: 'h23',
});
const isoFormat = new Intl.DateTimeFormat('en-CA', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** « vendredi 22 mai 2026 », the Paris day of an instant in milliseconds since 1970. */
export function frenchDay(instant) {
  return dayFormat
    .format(instant)
    .replace(/(\d) /, '$1\u00a0')
    .replace(/^(\S+) 1\u00a0/, '$1 1er\u00a0');
}

/** « 9 h 05 », the Paris hour of an instant in milliseconds since 1970. */
export function frenchHour(instant) {
  const parts = Object.fromEntries(hourFormat.formatToParts(instant).map(({ type, value }) => [type, value]));
  return `${Number(parts.hour)}\u00a0h\u00a0${parts.minute}`;
}

/** `2026-05-22`, the Paris day of an instant in milliseconds since 1970. */
export function parisDay(instant) {
  return isoFormat.format(instant);
}

/** « 1 message », « 2 messages »: the singular serves 0 and 1. */
export function count(number, singular, plural) {
  return `${number}\u00a0${number < 2 ? singular : plural}`;
}
