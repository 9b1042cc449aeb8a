import { numberId } from '../ids/numbers';
import type { ContactModel, Page } from '../page';
import { blockList, contactShape } from '../shapes/contact';
import type { Contact } from '../shapes/types';
import type { Some } from './types';

export const contacts: Some<'clientGetContacts' | 'clientGetNumberId' | 'clientIsRegisteredUser'> =
  {
    async clientGetContacts(_args, { page }) {
      const models = await page.wpp.contact.list();
      return { success: true, contacts: distinct(page, models.filter(isContact)) };
    },

    async clientGetNumberId({ number }, { page }) {
      return { success: true, result: await numberId(page, String(number)) };
    },

    async clientIsRegisteredUser({ number }, { page }) {
      return { success: true, result: (await numberId(page, String(number))) !== null };
    },
  };

/** The store also holds channels and fixtures, which are no contacts. */
function isContact({ id }: ContactModel): boolean {
  return (
    id.server === 'g.us' || ((id.server === 'c.us' || id.server === 'lid') && /^\d+$/.test(id.user))
  );
}

/** Each once: WhatsApp keeps some people twice, under number and LID. The entry with a name stays. */
function distinct(page: Page, models: readonly ContactModel[]): Contact[] {
  const blocked = blockList(page);
  const byId = new Map<string, Contact>();
  for (const model of models) {
    const contact = contactShape(page, model, blocked);
    const known = byId.get(contact.id._serialized);
    if (known === undefined || (known.name === undefined && contact.name !== undefined)) {
      byId.set(contact.id._serialized, contact);
    }
  }
  return [...byId.values()];
}
