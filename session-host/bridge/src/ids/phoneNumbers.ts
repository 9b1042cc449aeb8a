import { Failure } from '../failure';
import type { Page } from '../page';
import { phoneNumberOrSelf, widOf } from './wids';

/**
 * The digits of a phone number, given as people write it or as an id. Sends no request.
 *
 * @throws Failure INVALID_FIELD, naming the field, also for a LID whose number this page does
 * not know
 */
export function phoneDigits(page: Page, text: string, field: string): string {
  if (!text.includes('@')) {
    const digits = text.replace(/[\s+().-]/g, '');
    if (!/^\d{5,20}$/.test(digits)) {
      throw new Failure('INVALID_FIELD', `${field}: digits in international form`);
    }
    return digits;
  }
  const { server, user } = phoneNumberOrSelf(page, widOf(page, text, field));
  if (server !== 'c.us') {
    const what = server === 'lid' ? 'its phone number is not known' : 'not a person';
    throw new Failure('INVALID_FIELD', `${field}: ${what}`);
  }
  return user;
}
