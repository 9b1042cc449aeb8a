import { Failure } from '../failure';
import type { Page, Wid } from '../page';

/** What `openapi.yaml` says an id looks like; bare digits are no id. */
const pattern = /^[0-9A-Za-z._:-]{1,64}@(c\.us|lid|g\.us|newsletter|broadcast|bot)$/;

/**
 * A caller's text as WhatsApp's id.
 *
 * @throws Failure INVALID_FIELD, naming the field
 */
export function widOf(page: Page, text: string, field: string): Wid {
  const wid = pattern.test(text) ? created(page, text) : undefined;
  if (wid === undefined) {
    throw new Failure('INVALID_FIELD', `${field}: not a WhatsApp id`);
  }
  return wid;
}

/** By wa-js, which knows how each kind of id is made; WhatsApp throws at what it takes for none. */
function created(page: Page, text: string): Wid | undefined {
  try {
    return page.wpp.util.createWid(text);
  } catch {
    return undefined;
  }
}

/**
 * The same person's other id, LID for phone number and the other way round, as far as this page knows
 * it; null otherwise and for everything that is no person. Asks nobody.
 */
export function counterpart(page: Page, wid: Wid): Wid | null {
  const cache = page.wpp.whatsapp.lidPnCache;
  if (wid.server === 'lid') {
    return cache.getPhoneNumber(wid) ?? null;
  }
  return wid.server === 'c.us' ? (cache.getCurrentLid(wid) ?? null) : null;
}

/** The phone-number id of a person where it is known, else the id itself. */
export function phoneNumberOrSelf(page: Page, wid: Wid): Wid {
  return wid.server === 'lid' ? (counterpart(page, wid) ?? wid) : wid;
}
