import { define } from '../../loader/define';

/** Calling codes of one and two digits; all others have three (ITU-T E.164). */
const SHORT = new Set(
  (
    '1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 ' +
    '64 65 66 81 82 84 86 90 91 92 93 94 95 98'
  ).split(' '),
);

const extractDigits = (text: string): string => text.replace(/\D/g, '');

/** The calling code that a number begins with. */
function findCC(number: string): string {
  const digits = extractDigits(number);
  const code = [1, 2].map((length) => digits.slice(0, length)).find((start) => SHORT.has(start));
  return code ?? digits.slice(0, 3);
}

/** `+221 77 000 00 05`-like text: the national part in pairs, the odd digits first. */
export function formatPhone(number: string): string {
  const digits = extractDigits(number);
  const code = findCC(digits);
  const national = digits.slice(code.length);
  return `+${code} ${national.replace(/(?<=\d)(?=(\d{2})+$)/g, ' ')}`;
}

define('WAPhoneFindCC', { findCC, extractDigits });
define('WAWebPhoneUtils', { formattedPhoneNumber: formatPhone, formatPhone });
