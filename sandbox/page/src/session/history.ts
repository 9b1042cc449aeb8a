import {
  type Chat,
  chatAttributes,
  chatCollection,
  END_OF_HISTORY,
  saveChat,
} from '../modules/chat/chat';
import { show } from '../modules/chat/inbox';
import { mergeContacts } from '../modules/contact/contact';
import { mergeGroup } from '../modules/group/groupMetadata';
import { createWid } from '../modules/ids/widFactory';
import { nextOrder, toRecord } from '../modules/message/wire';
import { showReaction } from '../modules/reaction/actions';
import type { WireHistory, WireMessage } from '../protocol';
import type { ChatRecord, MessageRecord, ReactionRecord, World } from '../store/records';
import { records } from '../store/storage';

/** Applies the phone's messages: once after pairing, and after a request for older ones. */
export async function applyHistory(history: WireHistory): Promise<void> {
  const sorted = [...history.messages].sort((a, b) => a.t - b.t);
  const isOlder = history.chats.length === 0;
  const messages = isOlder ? await beforeAll(sorted) : sorted.map((one) => toRecord(one));
  const reactions: ReactionRecord[] = history.reactions.map((reaction) => {
    const parent = messages.find(
      (one) => one.chat === reaction.chat && one.id === reaction.target.id,
    );
    return { id: `${parent?.key ?? reaction.target.id}|${reaction.sender}`, reaction };
  });
  await records().save({
    messages,
    chats: withEnds(history),
    contacts: history.contacts,
    groups: history.groups,
    reactions,
  });
  await showWorld({ ...history, chats: withEnds(history), reactions });
  if (isOlder) {
    await showEnds(history);
  }
}

/** The chats of a history, each with its token and whether the phone has more messages. */
function withEnds({ chats, messages, remaining }: WireHistory): ChatRecord[] {
  const ends = new Map(remaining.map(({ chat, more }) => [chat, endOf(more)]));
  const given = new Map<string, number>();
  for (const message of messages.filter(givesToken)) {
    given.set(message.chat, Math.max(given.get(message.chat) ?? 0, message.t));
  }
  return chats.map((chat) => ({
    ...chat,
    endOfHistory: ends.get(chat.id),
    tcTokenTimestamp: given.get(chat.id),
  }));
}

/** Whether the message gives the account a trusted-contact token, as every message to it does. */
export function givesToken({ chat, fromMe, type }: WireMessage): boolean {
  return chat.endsWith('@lid') && !fromMe && type !== 'gp2';
}

const endOf = (more: boolean) => (more ? END_OF_HISTORY.MORE_ON_PHONE : END_OF_HISTORY.NO_MORE);

/** Places older messages before all stored ones of their chat, also those of the same second. */
async function beforeAll(messages: WireMessage[]): Promise<MessageRecord[]> {
  const [first] = messages;
  if (first === undefined) {
    return [];
  }
  const [oldest] = await records().messagesBeside(first.chat, null, 'after', 1);
  const end = oldest?.order ?? nextOrder();
  return messages.map((one, index) => toRecord(one, end - messages.length + index));
}

/** Updates whether the phone has more messages of a chat. */
async function showEnds({ remaining }: WireHistory): Promise<void> {
  for (const { chat: id, more } of remaining) {
    const chat = chatCollection.get(id);
    if (chat !== undefined) {
      chat.endOfHistoryTransferType = more
        ? END_OF_HISTORY.SOME_GIVEN_MORE_ON_PHONE
        : END_OF_HISTORY.NO_MORE;
      chat.msgs.msgLoadState = { noEarlierMsgs: false, isLoadingEarlierMsgs: false };
      await saveChat(chat);
    }
  }
}

/** Shows all stored data: at the start of a paired page, and after the history. */
export async function showWorld(world: World): Promise<void> {
  mergeContacts(world.contacts);
  world.groups.forEach(mergeGroup);
  const chats = world.chats.map((record) => chatAttributes(record, createWid(record.id)));
  chatCollection.add(chats, { merge: true });
  await showNewest(world.chats);
  for (const { reaction } of world.reactions) {
    showReaction(reaction, false);
  }
}

/** At first only the newest message of each chat is in memory; the others are loaded on demand. */
async function showNewest(chats: ChatRecord[]): Promise<void> {
  for (const { id, muteExpiration } of chats) {
    (chatCollection.get(id) as Chat).mute.expiration = muteExpiration;
  }
  for (const newest of await records().newestMessages(chats.map(({ id }) => id))) {
    (chatCollection.get(newest.chat) as Chat).lastReceivedKey = show(newest).id;
  }
}
