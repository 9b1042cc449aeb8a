import { Failure } from '../failure';
import { attribute } from '../models/attributes';
import { counterpart } from '../models/counterpart';
import { idText } from '../models/plain';
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

/** A person's id, also of one of their devices. */
const personal = /^(\d+)(?::\d+)?@(c\.us|lid)$/;

const e164 = /^[1-9]\d{4,14}$/;

/**
 * The phone number behind an id, however it stands in a model: digits in international form, without
 * plus. Null when this page does not know it, when the person has none, and for what is no person's id.
 * Asks nobody: the page holds all pairs of LID and number that it has learned in memory. Never throws: a
 * WhatsApp version without them still answers everything else.
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
 * The username behind a person's id, without an at sign; undefined for who has none, or is not known by
 * it. Asks nobody, and never throws.
 */
export function usernameOf(page: Page, id: unknown): string | undefined {
  const [, user = '', server] = personal.exec(idText(id) ?? '') ?? [];
  const wid = server === undefined ? undefined : created(page, `${user}@${server}`);
  const contact = wid && page.wpp.whatsapp.ContactStore?.get(wid);
  const name =
    contact && attribute(page, contact, 'username', 'WAWebFrontendContactGetters', 'getUsername');
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** The phone-number id of a person where it is known, else the id itself. */
export function phoneNumberOrSelf(page: Page, wid: Wid): Wid {
  return wid.server === 'lid' ? (counterpart(page, wid) ?? wid) : wid;
}
