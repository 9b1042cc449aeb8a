import type { Page } from '../page';
import { idText, plain } from './plain';
import type { RawMessageId, ReactionList } from './types';

type Known = Awaited<ReturnType<Page['wpp']['chat']['getReactions']>>['reactions'][number];
/** wa-js's types call the sender by another name than its code does. */
type Sender = Known['senders'][number] & { sender?: unknown };

/** All who chose one emoji. */
export function reactionListShape(known: Known): ReactionList {
  return {
    id: known.aggregateEmoji,
    aggregateEmoji: known.aggregateEmoji,
    hasReactionByMe: Boolean(known.hasReactionByMe),
    senders: known.senders.map((sender: Sender) => ({
      id: plain(sender.id) as unknown as RawMessageId,
      orphan: Number(sender.orphan ?? 0),
      timestamp: Math.floor(sender.timestamp / 1000),
      reaction: sender.reactionText,
      read: Boolean(sender.read),
      msgId: plain(sender.msgId) as unknown as RawMessageId,
      senderId: idText(sender.sender ?? sender.senderUserJid) ?? '',
    })),
  };
}
