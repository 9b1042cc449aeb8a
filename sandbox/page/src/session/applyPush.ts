import { isMeAccount } from '../modules/account/userPrefs';
import { showCall } from '../modules/call/calls';
import { applyChannelMessage } from '../modules/channel/channelMessages';
import { showChannel } from '../modules/channel/channels';
import {
  type Chat,
  chatAttributes,
  chatCollection,
  chatRecord,
  newsletterCollection,
} from '../modules/chat/chat';
import { dropChat, emptyChat } from '../modules/chat/clear';
import { ensureChat, noteNewest } from '../modules/chat/inbox';
import { showBlocked } from '../modules/contact/block';
import { mergeContacts } from '../modules/contact/contact';
import { applyGroup } from '../modules/group/groupAction';
import { noticed } from '../modules/group/notices';
import { MsgKey } from '../modules/ids/msgKey';
import { createWid } from '../modules/ids/widFactory';
import { showLabels } from '../modules/label/actions';
import { unixTime } from '../modules/library/time';
import { applyEdit, applyRevoke } from '../modules/message/edit';
import { type Msg, msgCollection } from '../modules/message/msg';
import {
  ackString,
  directReceipts,
  groupReceipts,
  statusReceipts,
} from '../modules/message/receipts';
import { keyOf, toAttributes, toRecord } from '../modules/message/wire';
import { forgetPictures } from '../modules/picture/pictures';
import { applyVote } from '../modules/poll/votes';
import { showPresence } from '../modules/presence/presence';
import { applyReaction } from '../modules/reaction/actions';
import { sealedForOne } from '../modules/signal/seal';
import { link } from '../net/link';
import type { Push, WireChat, WireContact, WireMessage } from '../protocol';
import { records } from '../store/storage';
import { applyHistory, givesToken } from './history';
import { applyResent, askAuthor, isKnown } from './resent';

type PushOf<K extends Push['push']> = Extract<Push, { push: K }>;

/** Applies the server's reports about the world: each is stored before it is shown. */
export async function applyWorldPush(push: Push): Promise<void> {
  switch (push.push) {
    case 'history':
      return applyHistory(push.history);
    case 'message':
      return applyMessage(push.message, push.contact);
    case 'unreadable':
      await applyMessage(push.message, push.contact);
      return askAuthor(push.message);
    case 'resent':
      return (await isKnown(push.message))
        ? applyResent(push)
        : applyMessage(push.message, push.contact);
    case 'receipt':
      return applyReceipt(push);
    case 'retry':
      return answerRetry(push);
    case 'reaction':
      await applyReaction(push.reaction);
      return;
    case 'vote':
      return applyVote(push.vote);
    case 'edited':
      return applyEdited(push);
    case 'revoked':
      return applyRevoked(push);
    case 'group':
      await noticed(push.group.id);
      return applyGroup(push.group);
    case 'channel':
      showChannel(push.channel);
      return;
    case 'channelGone':
      newsletterCollection.remove(createWid(push.channel));
      return;
    case 'contact':
      mergeContacts([push.contact]);
      return records().save({ contacts: [push.contact] });
    case 'chat':
      return applyChat(push.chat);
    case 'chatCleared':
      return applyToChat(push.chat, (chat) => emptyChat(chat, false));
    case 'chatRemoved':
      return applyToChat(push.chat, dropChat);
    case 'labels':
      return showLabels(push.labels);
    case 'blocked':
      return showBlocked(push.blocked);
    case 'picture':
      forgetPictures();
      return;
    case 'call':
      showCall(push);
      return;
    case 'presence':
      showPresence(createWid(push.chat), createWid(push.from), push.state, unixTime());
      return;
    default:
  }
}

/** A message may be pushed again after a crash; it is recognised by its key. */
async function applyMessage(message: WireMessage, contact: WireContact | null): Promise<void> {
  if (contact !== null) {
    mergeContacts([contact]);
  }
  const known = await records().message(keyOf(message).toString());
  if (known !== undefined) {
    return;
  }
  const chatId = createWid(message.chat);
  if (chatId.isNewsletter()) {
    return applyChannelMessage(message);
  }
  const chat = await ensureChat(chatId, message.t);
  const record = toRecord(message);
  if (givesToken(message)) {
    chat.tcTokenTimestamp = Math.max(chat.tcTokenTimestamp ?? 0, message.t);
  }
  const counts = !message.fromMe && message.type !== 'gp2';
  const unreadCount = counts ? Math.max(chat.unreadCount, 0) + 1 : chat.unreadCount;
  await records().save({
    messages: [record],
    chats: [{ ...chatRecord(chat), t: Math.max(chat.t, message.t), unreadCount }],
    contacts: contact === null ? [] : [contact],
  });
  const [msg] = await msgCollection.processMultipleMessages(chat.id, [
    { ...toAttributes(record), isNewMsg: true },
  ]);
  noteNewest(chat, msg as Msg);
  chat.unreadCount = unreadCount;
}

async function applyReceipt(push: PushOf<'receipt'>): Promise<void> {
  const from = createWid(push.chat);
  const receipt = {
    ack: push.ack,
    ackString: ackString(push.ack),
    messageAck: push.messageAck ?? push.ack,
    from,
    participant: from.isGroup() || from.isStatus() ? createWid(push.from) : undefined,
    recipient: undefined,
    externalIds: push.ids,
    ts: push.t,
  };
  if (isMeAccount(createWid(push.from))) {
    // Read on another device of this account: the messages are not ours.
    return;
  }
  if (from.isStatus()) {
    return statusReceipts.handleStatusSimpleReceipt(receipt);
  }
  await (from.isGroup()
    ? groupReceipts.handleGroupSimpleReceipt(receipt)
    : directReceipts.handleChatSimpleReceipt(receipt));
}

/** Sends a message again, newly encrypted, if this profile has it. */
async function answerRetry({ chat, id, from }: PushOf<'retry'>): Promise<void> {
  if ((await findKey(chat, id)) !== undefined) {
    const signal = await sealedForOne(createWid(from));
    await link.request('resend', { to: from, id, signal });
  }
}

async function applyEdited(push: PushOf<'edited'>): Promise<void> {
  const key = await findKey(push.chat, push.target);
  if (key !== undefined) {
    const editKey = new MsgKey({ ...key, id: `${push.target}E${push.t}` });
    const mentionedJidList = push.mentioned.map(createWid);
    await applyEdit(key, { id: editKey, body: push.body, mentionedJidList }, push.t);
  }
}

async function applyRevoked(push: PushOf<'revoked'>): Promise<void> {
  const key = await findKey(push.chat, push.target);
  if (key === undefined) {
    return;
  }
  const chat = createWid(push.chat);
  // wa-js learns of a revocation from the protocol message.
  await msgCollection._announceRevoke(chat, key, push.t);
  await applyRevoke(key);
}

async function findKey(chat: string, id: string): Promise<MsgKey | undefined> {
  const inMemory = chatCollection.get(chat)?.msgs.findFirst((msg) => msg.id.id === id);
  if (inMemory !== undefined) {
    return inMemory.id;
  }
  const all = await records().messagesBeside(chat, null, 'before', Number.POSITIVE_INFINITY);
  const record = all.find((one) => one.id === id);
  return record && MsgKey.fromString(record.key);
}

/** Applies a change of a chat on another device; no effect if this page does not have the chat. */
async function applyToChat(id: string, change: (chat: Chat) => Promise<void>): Promise<void> {
  const chat = chatCollection.get(id);
  if (chat !== undefined) {
    await change(chat);
  }
}

async function applyChat(chat: WireChat): Promise<void> {
  const id = createWid(chat.id);
  const known = chatCollection.get(id);
  const endOfHistory = known?.endOfHistoryTransferType;
  const tcTokenTimestamp = known?.tcTokenTimestamp;
  const record = { ...chat, endOfHistory, tcTokenTimestamp };
  await records().save({ chats: [record] });
  const [model] = chatCollection.add(chatAttributes(record, id), { merge: true });
  (model as Chat).mute.expiration = chat.muteExpiration;
}
