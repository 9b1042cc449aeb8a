import { phoneNumberOrSelf } from '../ids/wids';
import type { ContactModel, Page } from '../page';
import { blockList, contactShape } from '../shapes/contact';
import type { Contact } from '../shapes/types';
import type { Paging } from './chatPages';

export interface ContactPage {
  contacts: Contact[];
  cursor?: string;
}

/**
 * A page of the contacts in the order of their ids, which never change: a contact that exists
 * during the whole listing comes exactly once. Without limits, all contacts in WhatsApp's own
 * order. Only returned contacts are converted.
 */
export function contactPage(
  page: Page,
  models: readonly ContactModel[],
  { limit, cursor }: Paging,
): ContactPage {
  const all = distinct(page, models.filter(isContact));
  const blocked = blockList(page);
  if (limit === undefined && cursor === undefined) {
    const contacts = [...all.values()].map((model) => contactShape(page, model, blocked));
    return { contacts };
  }
  const rest = [...all.keys()].filter((id) => cursor === undefined || id > cursor).sort();
  const ids = rest.slice(0, limit);
  const last = ids.at(-1);
  return {
    contacts: ids.map((id) => contactShape(page, all.get(id) as ContactModel, blocked)),
    ...(last !== undefined && ids.length < rest.length ? { cursor: last } : {}),
  };
}

/** Whether it is a contact. The store also contains channels and fixtures. */
function isContact({ id }: ContactModel): boolean {
  return (
    id.server === 'g.us' || ((id.server === 'c.us' || id.server === 'lid') && /^\d+$/.test(id.user))
  );
}

/**
 * Each contact once, by the returned id: WhatsApp stores some people twice, under number and LID.
 * The entry with a name is used.
 */
function distinct(page: Page, models: readonly ContactModel[]): Map<string, ContactModel> {
  const byId = new Map<string, ContactModel>();
  for (const model of models) {
    const id = phoneNumberOrSelf(page, model.id).toString();
    const known = byId.get(id);
    if (known === undefined || (!known.name && model.name)) {
      byId.set(id, model);
    }
  }
  return byId;
}
