import { Failure } from '../failure';
import { counterpart } from '../models/counterpart';
import type { ChatModel, MsgKey, MsgModel, Page, Wid } from '../page';
import { messagesBefore, messagesByKeys } from '../workarounds';
import { existingChat, presentChat } from './chats';
import { widOf } from './wids';

/** The chat that all status posts are in. */
export const statusId = 'status@broadcast';

const historyPage = 100;
const historyPages = 10;

/** The key of an own message, built as by wa-js's `generateMessageID`. */
export function ownKey(page: Page, chat: ChatModel, id: string): MsgKey {
  const { MsgKey } = page.wpp.whatsapp;
  const from = ownWid(page, chat.id);
  return chat.id.isGroup()
    ? new MsgKey({ from, to: chat.id, id, participant: from, selfDir: 'out' })
    : new MsgKey({ from, to: chat.id, id, selfDir: 'out' });
}

/** The account's id in a chat: its LID in groups and in chats with LIDs, else its number. */
function ownWid(page: Page, chat: Wid): Wid {
  const { conn } = page.wpp;
  return chat.isGroup() || chat.isLid() ? conn.getMyUserLid() : conn.getMyUserWid();
}

/**
 * The account's own message with a key, from memory or WhatsApp's database; null if there is none.
 * Also searched under the person's other id, because WhatsApp may have moved the chat since.
 */
export async function ownMessage(page: Page, key: MsgKey): Promise<MsgModel | null> {
  const { MsgKey, MsgStore } = page.wpp.whatsapp;
  const other = counterpart(page, key.remote);
  const keys =
    other === null ? [key] : [key, new MsgKey({ fromMe: true, remote: other, id: key.id })];
  const inMemory = keys.map((one) => MsgStore.get(one)).find(Boolean);
  return inMemory ?? (await messagesByKeys(page, keys))[0] ?? null;
}

/**
 * The message with a bare id or a full key `fromMe_chat_id[_participant]`. A key may contain the
 * phone-number id of a chat that WhatsApp stores under a LID.
 *
 * @throws Failure MESSAGE_NOT_FOUND, CHAT_NOT_FOUND
 */
export async function messageIn(page: Page, chatId: string, name: string): Promise<MsgModel> {
  const key = fullKey(name);
  if ((key?.remote ?? chatId) === statusId) {
    return postOf(page, key?.id ?? name, key);
  }
  const chat = key === null ? await presentChat(page, chatId) : chatOfKey(page, key);
  if (chat !== null) {
    const id = key?.id ?? name;
    const found =
      inMemory(chat, id) ??
      (await messagesByKeys(page, likelyKeys(page, chat, id, key)))[0] ??
      (await inHistory(page, chat, id));
    if (found !== null) {
      return found;
    }
  }
  throw new Failure('MESSAGE_NOT_FOUND');
}

/** The possible keys of an own status post: WhatsApp names its author by number or by LID. */
export function postKeys(page: Page, id: string): [MsgKey, MsgKey] {
  const { conn } = page.wpp;
  const by = (author: Wid): MsgKey => postKey(page, true, id, author);
  return [by(conn.getMyUserWid()), by(conn.getMyUserLid())];
}

function postKey(page: Page, fromMe: boolean, id: string, participant: Wid): MsgKey {
  const { MsgKey } = page.wpp.whatsapp;
  return new MsgKey({ fromMe, remote: widOf(page, statusId, 'chatId'), id, participant });
}

/** A status post; by a bare id an own one. */
async function postOf(page: Page, id: string, key: FullKey | null): Promise<MsgModel> {
  const author = key?.participant === undefined ? null : widOf(page, key.participant, 'messageId');
  const keys =
    key === null || author === null
      ? postKeys(page, id)
      : both(author, counterpart(page, author)).map((one) => postKey(page, key.fromMe, id, one));
  const { MsgStore } = page.wpp.whatsapp;
  const post = keys.map((one) => MsgStore.get(one)).find(Boolean);
  const found = post ?? (await messagesByKeys(page, keys))[0];
  if (found === undefined) {
    throw new Failure('MESSAGE_NOT_FOUND');
  }
  return found;
}

interface FullKey {
  fromMe: boolean;
  remote: string;
  id: string;
  participant: string | undefined;
}

/** The parts of a full key; null for a bare id. */
export function fullKey(name: string): FullKey | null {
  const parts = /^(true|false)_([^_@]+@[^_@]+)_([^_]+)(?:_([^_]+))?$/.exec(name);
  if (parts === null) {
    return null;
  }
  const [, fromMe, remote = '', id = '', participant] = parts;
  return { fromMe: fromMe === 'true', remote, id, participant };
}

function chatOfKey(page: Page, key: FullKey): ChatModel | null {
  try {
    return existingChat(page, key.remote);
  } catch {
    throw new Failure('MESSAGE_NOT_FOUND');
  }
}

function inMemory(chat: ChatModel, id: string): MsgModel | null {
  return chat.msgs.getModelsArray().find((message) => message.id.id === id) ?? null;
}

/**
 * The keys under which the database may have the message: older ones, from before WhatsApp moved to
 * LIDs, contain phone numbers, even if the chat now has a LID.
 */
function likelyKeys(page: Page, chat: ChatModel, id: string, key: FullKey | null): MsgKey[] {
  const { MsgKey } = page.wpp.whatsapp;
  if (!chat.id.isGroup()) {
    return both(chat.id, counterpart(page, chat.id)).flatMap((remote) =>
      [true, false].map((fromMe) => new MsgKey({ fromMe, remote, id })),
    );
  }
  const { conn } = page.wpp;
  if (key?.participant === undefined) {
    const mine = both(conn.getMyUserLid(), conn.getMyUserWid() ?? null);
    return mine.map((me) => new MsgKey({ fromMe: true, remote: chat.id, id, participant: me }));
  }
  const author = widOf(page, key.participant, 'messageId');
  return both(author, counterpart(page, author)).map(
    (participant) => new MsgKey({ fromMe: key.fromMe, remote: chat.id, id, participant }),
  );
}

function both(wid: Wid, other: Wid | null): Wid[] {
  return other === null ? [wid] : [wid, other];
}

/**
 * The message that a message replies to: the message itself if this device has it, else the part
 * that the reply contains; null when it is no reply.
 */
export async function quotedIn(page: Page, message: MsgModel): Promise<MsgModel | null> {
  if (!message.quotedStanzaID) {
    return null;
  }
  const found = await messagesByKeys(page, quotedKeys(page, message));
  return found[0] ?? page.wpp.whatsapp.functions.getQuotedMsgObj(message) ?? null;
}

/**
 * The possible keys of the quoted message: a reply does not say which of its author's ids it uses.
 */
function quotedKeys(page: Page, message: MsgModel): MsgKey[] {
  const { MsgKey } = page.wpp.whatsapp;
  const id = String(message.quotedStanzaID);
  const remote = (message.quotedRemoteJid as Wid | undefined) ?? message.id.remote;
  const author = message.quotedParticipant as Wid | undefined;
  if (!remote.isGroup()) {
    return both(remote, counterpart(page, remote)).flatMap((chat) =>
      [true, false].map((fromMe) => new MsgKey({ fromMe, remote: chat, id })),
    );
  }
  const authors = author === undefined ? [] : both(author, counterpart(page, author));
  return authors.flatMap((participant) =>
    [true, false].map((fromMe) => new MsgKey({ fromMe, remote, id, participant })),
  );
}

/**
 * Searches a chat's history backwards, at most 1 000 messages, because a bare id does not contain
 * the author.
 */
async function inHistory(page: Page, chat: ChatModel, id: string): Promise<MsgModel | null> {
  let anchor: MsgKey | undefined;
  for (let i = 0; i < historyPages; i += 1) {
    const messages = await earlier(page, chat, historyPage, anchor);
    const found = messages.find((message) => message.id.id === id);
    if (found !== undefined) {
      // With its key known, it can be read as a model that receives changes.
      return (await messagesByKeys(page, [found.id]))[0] ?? found;
    }
    anchor = messages[0]?.id;
    if (anchor === undefined) {
      return null;
    }
  }
  return null;
}

/** Messages before a key, or the newest, from WhatsApp's database; oldest first. */
export async function earlier(
  page: Page,
  chat: ChatModel,
  count: number,
  anchor?: MsgKey,
): Promise<MsgModel[]> {
  return (await messagesBefore(page, chat.id, count, anchor)).sort(byTime);
}

/** Compares by time, which WhatsApp has in seconds, then by the row in its database. */
export function byTime(a: MsgModel, b: MsgModel): number {
  return (a.t ?? 0) - (b.t ?? 0) || row(a) - row(b) || 0;
}

/** A message's row. A message that is not in the database yet is the newest. */
function row(message: MsgModel): number {
  return typeof message.rowId === 'number' ? message.rowId : Number.POSITIVE_INFINITY;
}
