import { Failure } from '../failure';
import { counterpart } from '../models/counterpart';
import { type PlainWid, plainWid } from '../models/plain';
import type { Page } from '../page';
import { queryExists } from '../workarounds';
import { widOf } from './wids';

/**
 * The server's id for a number; it may be another number (Brazil's ninth digit), or null when it is
 * not on WhatsApp.
 *
 * @throws Failure INVALID_FIELD when the text is neither digits nor a person's id
 */
export async function numberId(page: Page, number: string): Promise<PlainWid | null> {
  const id = number.includes('@') ? number : `${number}@c.us`;
  if (!/^\d{5,20}@(c\.us|lid)$/.test(id)) {
    throw new Failure('INVALID_FIELD', 'number: digits in international form');
  }
  const asked = widOf(page, id, 'number');
  const found = await queryExists(page, asked);
  if (found === null) {
    return null;
  }
  // A question by number is answered by number: a LID is useless to a caller that reads the digits.
  const { wid } = found;
  const answer = wid.server === 'lid' ? (counterpart(page, wid) ?? asked) : wid;
  return plainWid(answer);
}
