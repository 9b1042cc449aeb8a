import { define } from '../../loader/define';
import { link } from '../../net/link';
import type { WireReaction } from '../../protocol';
import { records } from '../../store/storage';
import { getMeLidUserOrThrow } from '../account/userPrefs';
import { MsgKey } from '../ids/msgKey';
import type { Wid } from '../ids/wid';
import { createWid } from '../ids/widFactory';
import { unixTime } from '../library/time';
import type { Msg } from '../message/msg';
import { send } from '../message/sendJob';
import { sealed } from '../signal/seal';
import { type ReactionDetails, type ReactionsSenders, reactionsCollection } from './reactions';

/** A reaction in the client's form, from which wa-js makes its event. Ids are text. */
interface ReactionRow {
  msgKey: string;
  parentMsgKey: string;
  senderUserJid: string;
  reactionText: string;
  /** Unix milliseconds. */
  t: number;
  orphan: 0;
  read: boolean;
  isFromMe: boolean;
}

const reactionActions = define('WAWebReactionsMsgAction', {
  /** Shows a reaction; `isNew` distinguishes a new one from a stored one. */
  addOrUpdateReactionsModelCollection(row: ReactionRow, _isNew: boolean): void {
    const details: ReactionDetails = {
      msgKey: MsgKey.fromString(row.msgKey),
      parentMsgKey: MsgKey.fromString(row.parentMsgKey),
      senderUserJid: row.senderUserJid,
      reactionText: row.reactionText,
      timestamp: row.t,
      isFromMe: row.isFromMe,
    };
    reactionsCollection.addOrUpdateReaction(details);
  },
});

/** A row of the table of reactions. */
interface TableRow {
  id: MsgKey;
  reactionParentKey: MsgKey;
  from: Wid;
  author: Wid | undefined;
  reactionText: string;
  /** Unix milliseconds. */
  reactionTimestamp: number;
  read: boolean;
  orphan: 0;
  /** The received reaction; the client's own rows do not have this. */
  wire: WireReaction;
}

/** The table of reactions, which all reactions pass, received and own ones. */
const { reactionTableMode } = define('WAWebAddonReactionTableMode', {
  reactionTableMode: {
    bulkUpsert: (rows: TableRow[]): Promise<void> =>
      records().save({
        reactions: rows.map(({ wire, reactionParentKey }) => ({
          id: `${reactionParentKey}|${wire.sender}`,
          reaction: wire,
        })),
      }),
  },
});

/** Stores a reaction and shows it. */
export async function applyReaction(reaction: WireReaction): Promise<void> {
  const sender = createWid(reaction.sender);
  await reactionTableMode.bulkUpsert([
    {
      id: ownKey(reaction),
      reactionParentKey: parentKey(reaction),
      from: createWid(reaction.chat),
      author: sender,
      reactionText: reaction.text,
      reactionTimestamp: reaction.t * 1000,
      read: true,
      orphan: 0,
      wire: reaction,
    },
  ]);
  showReaction(reaction, true);
}

export function showReaction(reaction: WireReaction, isNew: boolean): void {
  reactionActions.addOrUpdateReactionsModelCollection(
    {
      msgKey: ownKey(reaction).toString(),
      parentMsgKey: parentKey(reaction).toString(),
      senderUserJid: reaction.sender,
      reactionText: reaction.text,
      t: reaction.t * 1000,
      orphan: 0,
      read: true,
      isFromMe: reaction.fromMe,
    },
    isNew,
  );
}

function ownKey({ chat, fromMe, id, sender }: WireReaction): MsgKey {
  const remote = createWid(chat);
  const participant = remote.isGroup() ? createWid(sender) : undefined;
  return new MsgKey({ fromMe, remote, id, participant });
}

function parentKey({ chat, target }: WireReaction): MsgKey {
  const remote = createWid(chat);
  const author = target.fromMe ? getMeLidUserOrThrow() : (target.participant ?? '');
  return new MsgKey({
    fromMe: target.fromMe,
    remote,
    id: target.id,
    participant: remote.isGroup() ? createWid(author) : undefined,
  });
}

/**
 * Sends a reaction with one emoji, or removes it with ''. Rejects without a connection, and when
 * the server refuses, as in the client without a reason.
 */
async function sendReactionToMsg(msg: Msg, text: string): Promise<void> {
  const reaction: WireReaction = {
    id: await MsgKey.newId(),
    chat: msg.id.remote.toString(),
    target: {
      id: msg.id.id,
      fromMe: msg.id.fromMe,
      participant: msg.id.participant?.toString() ?? null,
    },
    sender: getMeLidUserOrThrow().toString(),
    fromMe: true,
    text,
    t: unixTime(),
  };
  const data = {
    id: ownKey(reaction),
    to: msg.id.remote,
    t: reaction.t,
    type: 'reaction',
    reactionParentKey: msg.id,
  };
  const acknowledged = await send(data, () =>
    sealed(msg.id.remote, (signal) => link.request('react', { reaction, signal })),
  );
  if (acknowledged?.error !== null) {
    throw new Error('Reaction send error');
  }
  await applyReaction({ ...reaction, t: acknowledged.t });
}

define('WAWebSendReactionMsgAction', { sendReactionToMsg });

function row({ attributes, msgKey, parentMsgKey }: ReactionsSenders): object {
  return { ...attributes, msgKey: msgKey.toString(), parentMsgKey: parentMsgKey.toString() };
}

define('WAWebDBGetReactions', {
  /**
   * The reactions to a message, by its key's text. These are rows of the database, whose keys are
   * texts too.
   */
  getReactions: async (key: string) => {
    const model = reactionsCollection.get(key);
    return {
      reactions: (model?.reactions.getModelsArray() ?? []).map((one) => ({
        aggregateEmoji: one.aggregateEmoji,
        hasReactionByMe: one.hasReactionByMe,
        senders: one.senders.getModelsArray().map(row),
      })),
      reactionByMe: model?.reactionByMe && row(model.reactionByMe),
    };
  },
});
