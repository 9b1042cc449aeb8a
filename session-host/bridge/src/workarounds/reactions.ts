import type { MsgKey, Page, Wid } from '../page';

/** A reaction as WhatsApp passes it on; an empty text removes an earlier one. */
export interface SeenReaction {
  id: MsgKey;
  msgId: MsgKey;
  sender: Wid;
  reactionText: string;
  /** Unix milliseconds. */
  timestamp: number;
  read: boolean | undefined;
  orphan: number | undefined;
}

interface Row {
  id: MsgKey | string;
  reactionParentKey: MsgKey | string;
  author?: Wid;
  from: Wid;
  reactionText: string;
  reactionTimestamp: number;
  read?: boolean;
  orphan?: number;
}

type Write = (rows: Row[], ...rest: unknown[]) => unknown;

/**
 * `WAWebAddonReactionTableMode.reactionTableMode.bulkUpsert`, which stores all reactions: wa-js's
 * `chat.new_reaction` ignores reactions that are older than its check, which is all of them.
 */
export function onReactions(page: Page, seen: (reaction: SeenReaction) => void): void {
  const table = page.module<{ reactionTableMode?: { bulkUpsert: Write } }>(
    'WAWebAddonReactionTableMode',
  )?.reactionTableMode;
  if (table === undefined) {
    throw new TypeError('WAWebAddonReactionTableMode is not there');
  }
  const write = table.bulkUpsert;
  table.bulkUpsert = (rows, ...rest) => {
    for (const row of rows) {
      const { reactionText, reactionTimestamp, read, orphan } = row;
      const sender = row.author ?? row.from;
      const id = keyOf(page, row.id);
      const msgId = keyOf(page, row.reactionParentKey);
      seen({ id, msgId, sender, reactionText, timestamp: reactionTimestamp, read, orphan });
    }
    return write.call(table, rows, ...rest);
  };
}

/**
 * A key. WhatsApp's database has keys as texts, its models as objects; which of them are passed
 * here may change.
 */
function keyOf(page: Page, key: MsgKey | string): MsgKey {
  return typeof key === 'string' ? page.wpp.whatsapp.MsgKey.fromString(key) : key;
}

/** The reactions to a message that WhatsApp's database has, the latest of each person. */
export async function reactionsOf(page: Page, message: MsgKey): Promise<SeenReaction[]> {
  const { reactions } = await page.wpp.chat.getReactions(message.toString());
  return reactions.flatMap(({ senders }) =>
    // wa-js's types call the sender by another name than its code does.
    senders.map((one: (typeof senders)[number] & { sender?: unknown }) => ({
      id: keyOf(page, one.id),
      msgId: keyOf(page, one.msgId),
      sender: (one.sender ?? one.senderUserJid) as Wid,
      reactionText: one.reactionText,
      timestamp: one.timestamp,
      read: one.read,
      orphan: one.orphan,
    })),
  );
}
