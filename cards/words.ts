const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as const;

/** No-break space: inside « », before « : ». */
export const NBSP = '\u00a0';
/** Narrow no-break space: before « ; ! ? ». */
export const THIN = '\u202f';

/** Most characters of a button's label and of a choice's: what the strictest platform takes. */
const LONGEST_LABEL = 75;
/** Leaves a title room for its other words, within 150 characters. */
const LONGEST_NAME = 50;
const LONGEST_ECHO = 100;

/** What stands for the name of somebody whose personal data were erased. */
export const ERASED_NAME = 'personne effacée';

/** `31/05/2026` from an ISO day. */
export function frDay(isoDay: string): string {
  const [year, month, day] = isoDay.split('-');
  return `${day}/${month}/${year}`;
}

/** `dimanche 31/05/2026` from an ISO day. */
export function frLongDay(isoDay: string): string {
  return `${WEEKDAYS[Temporal.PlainDate.from(isoDay).dayOfWeek - 1]} ${frDay(isoDay)}`;
}

/** `12/03/2026 à 10 h 42`, Paris time, from a UTC instant in ISO. */
export function frInstant(isoInstant: string): string {
  const paris = Temporal.Instant.from(isoInstant).toZonedDateTimeISO('Europe/Paris');
  const minutes = String(paris.minute).padStart(2, '0');
  return `${frDay(paris.toPlainDate().toString())} à ${paris.hour}${NBSP}h${NBSP}${minutes}`;
}

/** `« texte »`, with no-break spaces. */
export function quoted(text: string): string {
  return `«${NBSP}${text}${NBSP}»`;
}

/** The text itself, or its beginning and « … » when it is longer than `max` characters; letters are never cut in two. */
export function shortened(text: string, max: number): string {
  if (text.length <= max) return text;
  let kept = '';
  for (const letter of text) {
    if (kept.length + letter.length >= max) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
}

/** A name as titles and labels take it; where it is shortened, the card says it in full elsewhere (`inFull`). */
export function shortName(name: string): string {
  return shortened(name, LONGEST_NAME);
}

/** A button's label, or a choice's, that holds a name. */
export function shortLabel(label: string): string {
  return shortened(label, LONGEST_LABEL);
}

/** What somebody typed, between quotes, as a refusal repeats it: of bounded length. */
export function echo(typed: string): string {
  return quoted(shortened(typed, LONGEST_ECHO));
}

/** `de Nanterre`, `d'Ivry-sur-Seine`, `du Kremlin-Bicêtre`, `des Lilas`: a name after « de ». */
export function ofName(name: string): string {
  if (/^Les? /u.test(name)) return name.replace(/^Le /u, 'du ').replace(/^Les /u, 'des ');
  return /^[AEIOUYÀÂÉÈÊÎÔÛŒ]/iu.test(name) ? `d'${name}` : `de ${name}`;
}

/** `a, b ou c`. */
export function orList(items: readonly string[]): string {
  return joined(items, 'ou');
}

/** `a, b et c`. */
export function andList(items: readonly string[]): string {
  return joined(items, 'et');
}

/** `1 jour`, `3 jours`: French counts zero and one as singular. */
export function count(n: number, singular: string, plural = `${singular}s`): string {
  return `${n}${NBSP}${n < 2 ? singular : plural}`;
}

/** `01 48 00 00 00` from a French number in E.164; other countries' numbers as they are. */
export function frPhone(e164: string): string {
  const french = /^\+33(\d)(\d{2})(\d{2})(\d{2})(\d{2})$/u.exec(e164);
  return french === null ? e164 : `0${french.slice(1).join(NBSP)}`;
}

function joined(items: readonly string[], word: string): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;
}
