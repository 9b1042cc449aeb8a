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

/** The key of a message of this account's own, as wa-js's `generateMessageID` builds it. */
export function ownKey(page: Page, chat: ChatModel, id: string): MsgKey {
  const { MsgKey } = page.wpp.whatsapp;
  const from = ownWid(page, chat.id);
  return chat.id.isGroup()
    ? new MsgKey({ from, to: chat.id, id, participant: from, selfDir: 'out' })
    : new MsgKey({ from, to: chat.id, id, selfDir: 'out' });
}

/** Who the account is in a chat: its LID in groups and in chats with LIDs, else its number. */
function ownWid(page: Page, chat: Wid): Wid {
  const { conn } = page.wpp;
  return chat.isGroup() || chat.isLid() ? conn.getMyUserLid() : conn.getMyUserWid();
}

/**
 * The account's own message with a key, from memory or WhatsApp's database; null without one. Also under
 * the other id of the person: WhatsApp may have moved the chat since the message was sent.
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
 * The message that a caller names by its bare id or by its full key `fromMe_chat_id[_participant]`.
 * A key may hold the phone-number id of a chat that WhatsApp keeps under a LID.
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

/** The keys that an own status post may have: WhatsApp names its author by number or by LID. */
export function postKeys(page: Page, id: string): [MsgKey, MsgKey] {
  const { conn } = page.wpp;
  const by = (author: Wid): MsgKey => postKey(page, true, id, author);
  return [by(conn.getMyUserWid()), by(conn.getMyUserLid())];
}

function postKey(page: Page, fromMe: boolean, id: string, participant: Wid): MsgKey {
  const { MsgKey } = page.wpp.whatsapp;
  return new MsgKey({ fromMe, remote: widOf(page, statusId, 'chatId'), id, participant });
}

/** A status post; by a bare id one of the account's own. */
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
 * The keys under which the database may have the message: those from before WhatsApp moved to LIDs hold
 * phone numbers, also in a chat that goes by the LID now.
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
 * The message that a message replies to: itself where this device has it, else as much as the reply
 * carries of it; null when it replies to none.
 */
export async function quotedIn(page: Page, message: MsgModel): Promise<MsgModel | null> {
  if (!message.quotedStanzaID) {
    return null;
  }
  const found = await messagesByKeys(page, quotedKeys(page, message));
  return found[0] ?? page.wpp.whatsapp.functions.getQuotedMsgObj(message) ?? null;
}

/** The keys that the quoted message may have: a reply does not say which of its author's ids it used. */
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

/** Goes back through a chat's history, at most 1 000 messages: a bare id does not tell its author. */
async function inHistory(page: Page, chat: ChatModel, id: string): Promise<MsgModel | null> {
  let anchor: MsgKey | undefined;
  for (let i = 0; i < historyPages; i += 1) {
    const messages = await earlier(page, chat, historyPage, anchor);
    const found = messages.find((message) => message.id.id === id);
    if (found !== undefined) {
      // Known by its key now, it may be had as a model that hears of changes.
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

/** By time, which WhatsApp has in seconds, and within one by the row in its database. */
export function byTime(a: MsgModel, b: MsgModel): number {
  return (a.t ?? 0) - (b.t ?? 0) || row(a) - row(b) || 0;
}

/** What is not in the database yet is the newest. */
function row(message: MsgModel): number {
  return typeof message.rowId === 'number' ? message.rowId : Number.POSITIVE_INFINITY;
}
