import { idText, plain } from '../models/plain';
import type { Page } from '../page';
import type { SeenReaction } from '../workarounds';
import { who } from './numbers';
import type { RawMessageId, Reaction, ReactionList } from './types';

type Known = Awaited<ReturnType<Page['wpp']['chat']['getReactions']>>['reactions'][number];
/** wa-js's types name the sender differently from its code. */
type Sender = Known['senders'][number] & { sender?: unknown };

/** A reaction that was just received. */
export function reactionShape(page: Page, seen: SeenReaction): Reaction {
  return {
    id: plain(seen.id) as unknown as RawMessageId,
    orphan: Number(seen.orphan ?? 0),
    timestamp: Math.floor(seen.timestamp / 1000),
    reaction: seen.reactionText,
    read: Boolean(seen.read),
    msgId: plain(seen.msgId) as unknown as RawMessageId,
    senderId: idText(seen.sender) ?? '',
    ...who(page, seen.sender),
  };
}

/** The people who chose an emoji. */
export function reactionListShape(page: Page, known: Known): ReactionList {
  return {
    id: known.aggregateEmoji,
    aggregateEmoji: known.aggregateEmoji,
    hasReactionByMe: Boolean(known.hasReactionByMe),
    senders: known.senders.map((sender: Sender) => ({
      id: keyShape(page, sender.id),
      orphan: Number(sender.orphan ?? 0),
      timestamp: Math.floor(sender.timestamp / 1000),
      reaction: sender.reactionText,
      read: Boolean(sender.read),
      msgId: keyShape(page, sender.msgId),
      senderId: idText(sender.sender ?? sender.senderUserJid) ?? '',
      ...who(page, sender.sender ?? sender.senderUserJid),
    })),
  };
}

/** A key from WhatsApp's database, which has keys as texts, whatever wa-js's types say. */
function keyShape(page: Page, key: unknown): RawMessageId {
  const { MsgKey } = page.wpp.whatsapp;
  return plain(typeof key === 'string' ? MsgKey.fromString(key) : key) as unknown as RawMessageId;
}
