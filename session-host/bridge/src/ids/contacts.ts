import { Failure } from '../failure';
import { counterpart } from '../models/counterpart';
import type { ContactModel, Page, Wid } from '../page';
import { asked, queryExists } from '../workarounds';
import { widOf } from './wids';

/**
 * The contact of an id: one exists for every well-formed id, on WhatsApp or not. WhatsApp stores
 * some people twice, under number and LID: the entry with a name is returned. The server is asked
 * about people unknown to this page.
 */
export async function contactOf(page: Page, id: string, field: string): Promise<ContactModel> {
  return contactOfWid(page, widOf(page, id, field));
}

/** {@link contactOf} for an id in WhatsApp's form. */
export async function contactOfWid(page: Page, wid: Wid): Promise<ContactModel> {
  const { ContactStore } = page.wpp.whatsapp;
  const both = [wid, counterpart(page, wid)]
    .filter((id): id is Wid => id !== null)
    .map((id) => ContactStore.get(id))
    .filter((contact): contact is ContactModel => contact !== undefined && contact !== null);
  return both.find(({ name }) => name) ?? both[0] ?? (await asked(ContactStore.find(wid)));
}

/**
 * A person's contact under the id that the block list uses, the LID if there is one.
 *
 * @throws Failure CONTACT_NOT_FOUND when the id is not on WhatsApp
 */
export async function registeredContact(page: Page, wid: Wid): Promise<ContactModel> {
  const { ContactStore } = page.wpp.whatsapp;
  const other = counterpart(page, wid);
  const lid = wid.server === 'lid' ? wid : other;
  const known = lid === null ? undefined : ContactStore.get(lid);
  // A contact alone proves nothing: one exists for any id that was looked at.
  if (known && (other !== null || known.pushname || known.name)) {
    return known;
  }
  const found = await queryExists(page, wid);
  if (found === null) {
    throw new Failure('CONTACT_NOT_FOUND');
  }
  return ContactStore.get(found.wid) ?? (await asked(ContactStore.find(found.wid)));
}
