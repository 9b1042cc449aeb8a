import { define } from '../../loader/define';
import { link } from '../../net/link';
import type { Wid } from '../ids/wid';
import { createWid } from '../ids/widFactory';
import { blocklistCollection } from './blocklist';
import { type ContactModel, contactCollection } from './contact';
import { getAlternateUserWid, toLid } from './lidPnCache';

async function setBlocked(contact: ContactModel, blocked: boolean): Promise<void> {
  await link.request('block', { contact: contact.id.toString(), blocked });
  const id = toLid(contact.id) ?? contact.id;
  if (blocked) {
    blocklistCollection.add({ id });
  } else {
    blocklistCollection.remove(id);
  }
  mark(id);
}

/** Replaces the list by the server's, which contains LIDs. */
export function showBlocked(lids: string[]): void {
  const before = blocklistCollection.map(({ id }) => id);
  blocklistCollection.set(lids.map((lid) => ({ id: createWid(lid) })));
  for (const id of [...before, ...blocklistCollection.map((entry) => entry.id)]) {
    mark(id);
  }
}

function mark(lid: Wid): void {
  const isContactBlocked = blocklistCollection.get(lid) !== undefined;
  for (const id of [lid, getAlternateUserWid(lid)]) {
    contactCollection.get(id)?.set({ isContactBlocked });
  }
}

define('WAWebBlockContactAction', {
  blockContact: ({ contact }: { contact: ContactModel }) => setBlocked(contact, true),
  unblockContact: (contact: ContactModel) => setBlocked(contact, false),
});
