import type { Language } from '../messages';

const LOCALES: Record<Language, string> = { en: 'en-GB', fr: 'fr-FR' };

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/** A time relative to now: "3 seconds ago". */
export function relative(language: Language, at: number, now: number): string {
  const ms = at - now;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(ms) >= length) ?? ['second', 1000];
  return new Intl.RelativeTimeFormat(LOCALES[language], { numeric: 'auto' }).format(
    Math.trunc(ms / size),
    unit,
  );
}

/** A moment, with its day. */
export function moment(language: Language, at: string | number | null | undefined): string {
  return at === null || at === undefined
    ? '–'
    : new Intl.DateTimeFormat(LOCALES[language], {
        dateStyle: 'medium',
        timeStyle: 'short',
      }).format(new Date(at));
}

/** A day. */
export function day(language: Language, at: string | null | undefined): string {
  return at === null || at === undefined
    ? '–'
    : new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long' }).format(new Date(at));
}

/** A moment of today, to the second. */
export function clock(language: Language, at: string | number): string {
  return new Intl.DateTimeFormat(LOCALES[language], { timeStyle: 'medium' }).format(new Date(at));
}

export function number(language: Language, value: number): string {
  return new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 2 }).format(value);
}

/** An amount of money in its currency's smallest unit, as the API has it: francs for XOF, cents for EUR. */
export function money(language: Language, amount: number, currency: string): string {
  try {
    const format = new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency });
    const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
    return format.format(amount / 10 ** digits);
  } catch {
    return `${number(language, amount)} ${currency}`; // no code that the browser knows
  }
}

/** An amount in US dollars, with its cents. */
export function dollars(language: Language, amount: number): string {
  return money(language, Math.round(amount * 100), 'USD');
}
