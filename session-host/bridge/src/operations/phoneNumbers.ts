import { Failure } from '../failure';
import { phoneDigits } from '../ids/phoneNumbers';
import type { Page } from '../page';
import { countryCode, formattedNumber } from '../workarounds';
import type { OperationsOf } from './types';

/** Operations that format phone numbers; they send no request. */
export const phoneNumbers: OperationsOf<
  | 'clientGetFormattedNumber'
  | 'clientGetCountryCode'
  | 'contactGetFormattedNumber'
  | 'contactGetCountryCode'
> = {
  async clientGetFormattedNumber({ number }, { page }) {
    return { success: true, result: formatted(page, String(number), 'number') };
  },

  async clientGetCountryCode({ number }, { page }) {
    return { success: true, result: code(page, String(number), 'number') };
  },

  async contactGetFormattedNumber({ contactId }, { page }) {
    return { success: true, result: formatted(page, contactId, 'contactId') };
  },

  async contactGetCountryCode({ contactId }, { page }) {
    return { success: true, result: code(page, contactId, 'contactId') };
  },
};

function formatted(page: Page, text: string, field: string): string {
  return given(formattedNumber(page, phoneDigits(page, text, field)), field);
}

function code(page: Page, text: string, field: string): string {
  return given(countryCode(page, phoneDigits(page, text, field)), field);
}

function given(result: string | undefined, field: string): string {
  if (result === undefined) {
    throw new Failure('INVALID_FIELD', `${field}: no country has such a number`);
  }
  return result;
}
