import { define } from '../../loader/define';
import { link } from '../../net/link';
import { type ChatRecord, type MessageRecord, newChatRecord } from '../../store/records';
import { records } from '../../store/storage';
import { mergeContacts } from '../contact/contact';
import { usync } from '../contact/queryExists';
import { groupMetadataCollection, mergeGroup } from '../group/groupMetadata';
import type { MsgKey } from '../ids/msgKey';
import type { Wid } from '../ids/wid';
import { type Msg, msgCollection } from '../message/msg';
import { toAttributes } from '../message/wire';
import {
  type Chat,
  chatAttributes,
  chatCollection,
  chatRecord,
  newsletterCollection,
} from './chat';

/** The chat or channel that contains a message. */
const conversation = (id: Wid | string): Chat | undefined =>
  chatCollection.get(id) ?? newsletterCollection.get(id);

/** Adds messages to the collection of all and to their chat. */
async function receive(chatId: Wid, messages: object[]): Promise<Msg[]> {
  const shown = messages.filter((one) => (one as { type?: string }).type !== 'protocol');
  const msgs = msgCollection.add(shown, { merge: true });
  conversation(chatId)?.msgs.add(msgs);
  return msgs;
}

async function load(key: MsgKey): Promise<Msg | undefined> {
  const record = await records().message(key.toString());
  return record && show(record);
}

msgCollection._connect(receive, load);

/** The model of a stored message, which is in memory from now on. */
export function show(record: MessageRecord): Msg {
  const [msg] = msgCollection.add(toAttributes(record));
  conversation(record.chat)?.msgs.add(msg as Msg);
  return msg as Msg;
}

/** wa-js retries when this fails, which may happen while the storage is being opened. */
const chatApi = define('WAWebApiChat', {
  createChatRecord: (record: ChatRecord) => records().save({ chats: [record] }),
});

/** The chat, created empty if it is missing. Sends no request to the server. */
export async function ensureChat(id: Wid, t: number): Promise<Chat> {
  const present = chatCollection.get(id);
  if (present !== undefined) {
    return present;
  }
  if (id.isGroup() && groupMetadataCollection.get(id) === undefined) {
    await knowGroup(id);
  }
  // Another message may have created it in between; `add` then returns it.
  const [chat] = chatCollection.add(chatAttributes(newChatRecord(id.toString(), t), id));
  await chatApi.createChatRecord(chatRecord(chat as Chat));
  return chat as Chat;
}

async function knowGroup(id: Wid): Promise<void> {
  const { group } = await link.request('group', { group: id.toString() });
  if (group === null) {
    throw new Error('Group not found');
  }
  mergeGroup(group);
  await records().save({ groups: [group] });
}

/** Loads an unknown person. */
export async function knowContact(id: Wid): Promise<void> {
  const contact = await usync(id);
  if (contact !== null) {
    mergeContacts([contact]);
  }
}

/** Updates a chat's newest message and its place in the list. */
export function noteNewest(chat: Chat, msg: Msg): void {
  if (chat.lastReceivedKey === undefined || msg.t >= chat.t) {
    chat.set({ lastReceivedKey: msg.id, t: Math.max(chat.t, msg.t) });
  }
}

/** Updates the order after a change of a message's time, and perhaps the chat's time. */
export function moveByTime(msg: Msg): void {
  const chat = chatCollection.get(msg.id.remote);
  if (chat !== undefined) {
    chat.msgs.sort({ silent: true });
    noteNewest(chat, msg);
  }
}
