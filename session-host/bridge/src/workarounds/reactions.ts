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
