import { counterpart } from '../models/counterpart';
import type { Page, Wid } from '../page';
import { queryExists } from '../workarounds';
import { usernameOf, widOf } from './wids';

/** A person with both ids, as far as WhatsApp reports them. */
export interface Person {
  /** The id that the caller used. */
  named: string;
  lid?: Wid;
  phoneNumber?: Wid;
  /** The username, without an at sign, if no number is known. */
  username?: string;
}

/** A caller's name for a person as a full id; only digits are a phone number. */
export function personId(text: string): string {
  const id = text.replace(/^\+/, '');
  return id.includes('@') ? id : `${id}@c.us`;
}

/**
 * The person with this id. The server is asked for an unknown other id, and the page then knows it.
 * Null when the id is not on WhatsApp.
 *
 * @throws Failure INVALID_FIELD, naming the field
 */
export async function personOf(page: Page, text: string, field: string): Promise<Person | null> {
  const named = personId(text);
  const wid = widOf(page, named, field);
  const other = counterpart(page, wid);
  if (other !== null) {
    return { named, ...sides([wid, other]) };
  }
  const found = await queryExists(page, wid);
  if (found === null) {
    return null;
  }
  const ids = sides([wid, found.wid, counterpart(page, found.wid)]);
  const username = ids.phoneNumber === undefined ? usernameOf(page, ids.lid) : undefined;
  return { named, ...ids, ...(username === undefined ? {} : { username }) };
}

function sides(wids: readonly (Wid | null)[]): Omit<Person, 'named' | 'username'> {
  const lid = wids.find((wid) => wid?.server === 'lid');
  const phoneNumber = wids.find((wid) => wid?.server === 'c.us');
  return { ...(lid ? { lid } : {}), ...(phoneNumber ? { phoneNumber } : {}) };
}

/** Whether the person has this id. */
export function isSame({ lid, phoneNumber }: Person, id: unknown): boolean {
  const text = String(id);
  return lid?.toString() === text || phoneNumber?.toString() === text;
}
