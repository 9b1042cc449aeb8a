import { phoneNumberOf } from '../ids/wids';
import type { Page, Wid } from '../page';
import { isPlainWid, type Json } from './plain';

/**
 * The number of a private chat's other side, null for all other chats. One that this page does not know
 * is asked for, later and once.
 */
export function chatNumber(page: Page, chat: Wid): string | null {
  const known = phoneNumberOf(page, chat);
  if (known === null && chat.server === 'lid') {
    page.onUnknownNumber(chat);
  }
  return known;
}

/** The numbers behind ids, in their order. */
export function phoneNumbersOf(page: Page, ids: readonly unknown[]): (string | null)[] {
  return ids.map((id) => phoneNumberOf(page, id));
}

/**
 * Raw data with the numbers of all people whom it names: `phoneNumber` beside `id`, `<name>Number` beside
 * any other. For what WhatsApp's models hold beyond what is spelled out in shapes of their own.
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
      result[key === 'id' ? 'phoneNumber' : `${key}Number`] = phoneNumberOf(page, value);
    }
  }
  return result;
}
