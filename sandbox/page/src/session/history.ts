import { type Chat, chatAttributes, chatCollection } from '../modules/chat/chat';
import { show } from '../modules/chat/inbox';
import { mergeContacts } from '../modules/contact/contact';
import { mergeGroup } from '../modules/group/groupMetadata';
import { createWid } from '../modules/ids/widFactory';
import { toRecord } from '../modules/message/wire';
import { showReaction } from '../modules/reaction/actions';
import type { WireHistory } from '../protocol';
import type { ChatRecord, ReactionRecord, World } from '../store/records';
import { records } from '../store/storage';

/** Takes over what the phone sends once, after pairing. */
export async function applyHistory(history: WireHistory): Promise<void> {
  const messages = [...history.messages].sort((a, b) => a.t - b.t).map(toRecord);
  const reactions: ReactionRecord[] = history.reactions.map((reaction) => {
    const parent = messages.find(
      (one) => one.chat === reaction.chat && one.id === reaction.target.id,
    );
    return { id: `${parent?.key ?? reaction.target.id}|${reaction.sender}`, reaction };
  });
  await records().save({
    messages,
    chats: history.chats,
    contacts: history.contacts,
    groups: history.groups,
    reactions,
  });
  await showWorld({ ...history, reactions });
}

/** Shows everything that is kept: at the start of a paired page, and after the history came. */
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

/** Of each chat only the newest message is in memory at first; the others are loaded when asked for. */
async function showNewest(chats: ChatRecord[]): Promise<void> {
  for (const { id, muteExpiration } of chats) {
    (chatCollection.get(id) as Chat).mute.expiration = muteExpiration;
  }
  for (const newest of await records().newestMessages(chats.map(({ id }) => id))) {
    (chatCollection.get(newest.chat) as Chat).lastReceivedKey = show(newest).id;
  }
}
