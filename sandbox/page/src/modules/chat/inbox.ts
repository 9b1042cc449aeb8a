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

/** The chat or channel that messages stand in. */
const conversation = (id: Wid | string): Chat | undefined =>
  chatCollection.get(id) ?? newsletterCollection.get(id);

/** Brings messages into the page: into the collection of all and into their chat. */
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

/** The model of a kept message, in memory from now on. */
export function show(record: MessageRecord): Msg {
  const [msg] = msgCollection.add(toAttributes(record));
  conversation(record.chat)?.msgs.add(msg as Msg);
  return msg as Msg;
}

/** wa-js tries again when this fails, which it may while the storage is being opened. */
const chatApi = define('WAWebApiChat', {
  createChatRecord: (record: ChatRecord) => records().save({ chats: [record] }),
});

/** The chat, created empty when it is not there. Does not ask the server. */
export async function ensureChat(id: Wid, t: number): Promise<Chat> {
  const present = chatCollection.get(id);
  if (present !== undefined) {
    return present;
  }
  if (id.isGroup() && groupMetadataCollection.get(id) === undefined) {
    await knowGroup(id);
  }
  // Another message may have created it meanwhile; `add` gives the one that is there.
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

/** Makes a person known whom this page meets for the first time. */
export async function knowContact(id: Wid): Promise<void> {
  const contact = await usync(id);
  if (contact !== null) {
    mergeContacts([contact]);
  }
}

/** A chat's newest message moved: the chat goes up the list. */
export function noteNewest(chat: Chat, msg: Msg): void {
  if (chat.lastReceivedKey === undefined || msg.t >= chat.t) {
    chat.set({ lastReceivedKey: msg.id, t: Math.max(chat.t, msg.t) });
  }
}

/** A message's time changed: its place in the chat, and perhaps the chat's own, does too. */
export function moveByTime(msg: Msg): void {
  const chat = chatCollection.get(msg.id.remote);
  if (chat !== undefined) {
    chat.msgs.sort({ silent: true });
    noteNewest(chat, msg);
  }
}
