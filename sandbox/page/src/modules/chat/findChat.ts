import { define } from '../../loader/define';
import { newChatRecord } from '../../store/records';
import { contactCollection, mergeContacts } from '../contact/contact';
import { getCurrentLid } from '../contact/lidPnCache';
import { usync } from '../contact/queryExists';
import { groupMetadataCollection } from '../group/groupMetadata';
import type { Wid } from '../ids/wid';
import { createWid } from '../ids/widFactory';
import { unixTime } from '../library/time';
import { type Chat, chatAttributes, chatCollection } from './chat';
import { ensureChat } from './inbox';

interface Found {
  chat: { id: Wid };
  created: boolean;
}

/** The id of a chat with this user: the LID. Throws when the number is not on WhatsApp. */
async function chatIdFor(wid: Wid): Promise<Wid> {
  if (!wid.isUser()) {
    return wid;
  }
  const lid = wid.isLid() ? wid : getCurrentLid(wid);
  if (lid !== undefined && contactCollection.get(lid) !== undefined) {
    return lid;
  }
  const contact = await usync(wid);
  if (contact === null) {
    throw new Error('No LID for user');
  }
  mergeContacts([contact]);
  return createWid(contact.lid);
}

async function findOrCreateLatestChat(wid: Wid): Promise<Found> {
  if (wid.isNewsletter()) {
    // A channel is not a chat: it is in its own collection, where wa-js's `find` does not look.
    return { chat: { id: wid }, created: false };
  }
  if (wid.isStatus()) {
    return { chat: { id: statusChat(wid).id }, created: false };
  }
  const id = await chatIdFor(wid);
  const created = chatCollection.get(id) === undefined;
  if (created && id.isGroup()) {
    // Throws for a group this account is not in.
    await groupMetadataCollection.find(id);
  }
  const chat = await ensureChat(id, unixTime());
  return { chat: { id: chat.id }, created };
}

/** The chat of status posts, which is on no list of chats. */
function statusChat(id: Wid): Chat {
  const present = chatCollection.get(id);
  if (present !== undefined) {
    return present;
  }
  return chatCollection.add(chatAttributes(newChatRecord(id.toString(), 0), id))[0] as Chat;
}

async function findExistingChat(wid: Wid): Promise<{ id: Wid } | null> {
  const chat = chatCollection.get(wid.isUser() && !wid.isLid() ? getCurrentLid(wid) : wid);
  return chat === undefined ? null : { id: chat.id };
}

define('WAWebFindChat', { findOrCreateLatestChat, findExistingChat });
define('WAWebFindChatAction', { findOrCreateLatestChat, findExistingChat });
define('WAWebChatGetExistingBridge', {
  getExisting: async (wid: Wid) => chatCollection.get(wid) ?? null,
});
