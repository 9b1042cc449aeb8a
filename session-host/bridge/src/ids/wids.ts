import { Failure } from '../failure';
import { attribute } from '../models/attributes';
import { counterpart } from '../models/counterpart';
import { idText } from '../models/plain';
import type { Page, Wid } from '../page';

/** The form of an id in `openapi.yaml`; bare digits are no id. */
const pattern = /^[0-9A-Za-z._:-]{1,64}@(c\.us|lid|g\.us|newsletter|broadcast|bot)$/;

/**
 * Converts a caller's text to WhatsApp's id.
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

/** Created by wa-js, which supports each kind of id; WhatsApp throws at malformed ones. */
function created(page: Page, text: string): Wid | undefined {
  try {
    return page.wpp.util.createWid(text);
  } catch {
    return undefined;
  }
}

/** A person's id, or that of one of their devices. */
const personal = /^(\d+)(?::\d+)?@(c\.us|lid)$/;

const e164 = /^[1-9]\d{4,14}$/;

/**
 * The phone number of an id in any form that a model may have: digits in international form,
 * without plus. Null when this page does not know it, when the person has none, and when the id is
 * not a person's. Sends no request: the page has all learned pairs of LID and number in memory.
 * Never throws: a WhatsApp version without them can still answer everything else.
 */
export function phoneNumberOf(page: Page, id: unknown): string | null {
  const [, user = '', server] = personal.exec(idText(id) ?? '') ?? [];
  if (server === 'lid') {
    const number = numberBehind(page, `${user}@lid`);
    return number?.server === 'c.us' ? phoneNumberOf(page, number) : null;
  }
  return e164.test(user) ? user : null;
}

function numberBehind(page: Page, text: string): Wid | null {
  const lid = created(page, text);
  try {
    return lid === undefined ? null : counterpart(page, lid);
  } catch {
    return null;
  }
}

/**
 * The username of a person's id, without an at sign; undefined when there is none or it is not
 * known. Sends no request, and never throws.
 */
export function usernameOf(page: Page, id: unknown): string | undefined {
  const [, user = '', server] = personal.exec(idText(id) ?? '') ?? [];
  const wid = server === undefined ? undefined : created(page, `${user}@${server}`);
  const contact = wid && page.wpp.whatsapp.ContactStore?.get(wid);
  const name =
    contact && attribute(page, contact, 'username', 'WAWebFrontendContactGetters', 'getUsername');
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** The phone-number id of a person if it is known, else the id itself. */
export function phoneNumberOrSelf(page: Page, wid: Wid): Wid {
  return wid.server === 'lid' ? (counterpart(page, wid) ?? wid) : wid;
}
