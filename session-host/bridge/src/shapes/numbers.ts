import { phoneNumberOf, usernameOf } from '../ids/wids';
import { isPlainWid, type Json } from '../models/plain';
import type { Page, Wid } from '../page';

/**
 * The number of a private chat's other side; null for other chats. An unknown number is requested
 * later, once.
 */
export function chatNumber(page: Page, chat: Wid): string | null {
  const known = phoneNumberOf(page, chat);
  if (known === null && chat.server === 'lid') {
    page.onUnknownNumber(chat);
  }
  return known;
}

/** A person's phone number, and the username if there is one. */
interface Who {
  phoneNumber: string | null;
  username?: string;
}

/** The same, with names derived from the id's name. */
type WhoAs<Name extends string> = Record<`${Name}Number`, string | null> &
  Partial<Record<`${Name}Username`, string>>;

export function who(page: Page, id: unknown): Who {
  return withUsername(page, id, phoneNumberOf(page, id));
}

/** The person on the other side of a private chat; see {@link chatNumber}. */
export function whoOfChat(page: Page, chat: Wid): Who {
  return withUsername(page, chat, chatNumber(page, chat));
}

function withUsername(page: Page, id: unknown, phoneNumber: string | null): Who {
  const username = usernameOf(page, id);
  return username === undefined ? { phoneNumber } : { phoneNumber, username };
}

/** For example `fromNumber` and `fromUsername` for an id called `from`. */
export function whoAs<Name extends string>(page: Page, name: Name, id: unknown): WhoAs<Name> {
  const { phoneNumber, username } = who(page, id);
  return {
    [`${name}Number`]: phoneNumber,
    ...(username === undefined ? {} : { [`${name}Username`]: username }),
  } as WhoAs<Name>;
}

/** The numbers of ids, in order. */
export function phoneNumbersOf(page: Page, ids: readonly unknown[]): (string | null)[] {
  return ids.map((id) => phoneNumberOf(page, id));
}

/**
 * Adds the numbers and usernames of all people in raw data: `phoneNumber` beside `id`,
 * `<name>Number` beside any other. For parts of WhatsApp's models without a shape of their own.
 */
export function numbered(page: Page, data: Json | undefined): Json | undefined {
  if (Array.isArray(data)) {
    return data.map((item) => numbered(page, item) ?? null);
  }
  if (typeof data !== 'object' || data === null || isPlainWid(data)) {
    return data;
  }
  const result: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(data)) {
    result[key] = numbered(page, value) ?? null;
    if (isPlainWid(value) && (value.server === 'c.us' || value.server === 'lid')) {
      Object.assign(result, key === 'id' ? who(page, value) : whoAs(page, key, value));
    }
  }
  return result;
}
