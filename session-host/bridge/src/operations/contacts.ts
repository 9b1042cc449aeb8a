import { openChat } from '../ids/chats';
import { contactOf, contactOfWid, registeredContact } from '../ids/contacts';
import { numberId } from '../ids/numbers';
import { widOf } from '../ids/wids';
import { counterpart } from '../models/counterpart';
import type { ContactModel, Page, Wid } from '../page';
import { blockList, contactShape, isBlocked } from '../shapes/contact';
import { who } from '../shapes/numbers';
import type { Contact } from '../shapes/types';
import { aboutOf, blockContact, deviceCount, queryExists } from '../workarounds';
import { contactPage } from './contactPages';
import type { OperationsOf } from './types';

/** Operations on people and businesses. */
export const contacts: OperationsOf<
  | 'clientGetContacts'
  | 'clientGetContactById'
  | 'clientGetBlockedContacts'
  | 'clientGetNumberId'
  | 'clientIsRegisteredUser'
  | 'clientGetContactLidAndPhone'
  | 'clientGetContactDeviceCount'
  | 'chatGetContact'
  | 'contactGetClassInfo'
  | 'contactBlock'
  | 'contactUnblock'
  | 'contactGetAbout'
> = {
  async clientGetContacts(paging, { page }) {
    return { success: true, ...contactPage(page, await page.wpp.contact.list(), paging) };
  },

  async clientGetContactById({ contactId }, { page }) {
    return { success: true, contact: await shown(page, contactOf(page, contactId, 'contactId')) };
  },

  async clientGetBlockedContacts(_args, { page }) {
    const blocked = page.wpp.blocklist.all().map((wid) => shown(page, contactOfWid(page, wid)));
    return { success: true, blockedContacts: await Promise.all(blocked) };
  },

  async clientGetNumberId({ number }, { page }) {
    const result = await numberId(page, String(number));
    return { success: true, result, ...who(page, result) };
  },

  async clientIsRegisteredUser({ number }, { page }) {
    const id = await numberId(page, String(number));
    return { success: true, result: id !== null, ...who(page, id) };
  },

  async clientGetContactLidAndPhone({ userIds }, { page }) {
    const data = (userIds ?? []).map(async (id) => {
      const ids = await both(page, id);
      return { ...ids, ...who(page, ids.lid ?? ids.pn) };
    });
    return { success: true, data: await Promise.all(data) };
  },

  async clientGetContactDeviceCount({ userId }, { page }) {
    return { success: true, result: await deviceCount(page, widOf(page, userId, 'userId')) };
  },

  async chatGetContact({ chatId }, { page }) {
    const chat = await openChat(page, chatId);
    return { success: true, contact: await shown(page, contactOfWid(page, chat.id)) };
  },

  async contactGetClassInfo({ contactId }, { page }) {
    return { success: true, result: await shown(page, contactOf(page, contactId, 'contactId')) };
  },

  async contactBlock({ contactId }, { page }) {
    const wid = widOf(page, contactId, 'contactId');
    if (wid.isUser()) {
      await blockContact(page, await registeredContact(page, wid));
    }
    return { success: true, result: isBlocked(page, wid, blockList(page)) };
  },

  async contactUnblock({ contactId }, { page }) {
    const wid = widOf(page, contactId, 'contactId');
    if (!wid.isUser()) {
      return { success: true, result: false };
    }
    const contact = await registeredContact(page, wid);
    await page.wpp.whatsapp.functions.unblockContact(contact);
    return { success: true, result: !isBlocked(page, wid, blockList(page)) };
  },

  async contactGetAbout({ contactId }, { page }) {
    const wid = widOf(page, contactId, 'contactId');
    return { success: true, result: wid.isUser() ? await aboutOf(page, wid) : null };
  },
};

async function shown(page: Page, contact: Promise<ContactModel>): Promise<Contact> {
  return contactShape(page, await contact, blockList(page));
}

/** A person's LID and phone number; the server is asked only for the LID of a number. */
async function both(page: Page, id: string): Promise<{ lid?: string; pn?: string }> {
  const wid = widOf(page, id, 'userIds');
  if (wid.server === 'lid') {
    const pn = counterpart(page, wid);
    return { lid: wid.toString(), ...(pn === null ? {} : { pn: pn.toString() }) };
  }
  const lid = counterpart(page, wid) ?? (await lidFromServer(page, wid));
  return { ...(lid === null ? {} : { lid: lid.toString() }), pn: wid.toString() };
}

async function lidFromServer(page: Page, wid: Wid): Promise<Wid | null> {
  const found = await queryExists(page, wid);
  return found?.wid.server === 'lid' ? found.wid : counterpart(page, wid);
}
