import { define } from '../../loader/define';
import { link } from '../../net/link';
import type { WireReaction } from '../../protocol';
import { records } from '../../store/storage';
import { getMeLidUserOrThrow } from '../account/userPrefs';
import { MsgKey } from '../ids/msgKey';
import { createWid } from '../ids/widFactory';
import { unixTime } from '../library/time';
import type { Msg } from '../message/msg';
import { type ReactionDetails, type ReactionsSenders, reactionsCollection } from './reactions';

/** A reaction as the client hands it on; wa-js makes its event of it. Ids are text. */
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

export const reactionActions = define('WAWebReactionsMsgAction', {
  /** Shows a reaction; `isNew` tells one that just came from one that was kept. */
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

/** Keeps a reaction and shows it. */
export async function applyReaction(reaction: WireReaction): Promise<void> {
  const parent = parentKey(reaction);
  await records().save({
    reactions: [{ id: `${parent}|${reaction.sender}`, reaction }],
  });
  showReaction(reaction, true);
}

export function showReaction(reaction: WireReaction, isNew: boolean): void {
  const remote = createWid(reaction.chat);
  const key = new MsgKey({
    fromMe: reaction.fromMe,
    remote,
    id: reaction.id,
    participant: remote.isGroup() ? createWid(reaction.sender) : undefined,
  });
  reactionActions.addOrUpdateReactionsModelCollection(
    {
      msgKey: key.toString(),
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

/** Reacts with one emoji, or takes the reaction back with ''. Rejects without a connection. */
async function sendReactionToMsg(msg: Msg, text: string): Promise<{ messageSendResult: 'OK' }> {
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
  const { t } = await link.request('react', { reaction });
  await applyReaction({ ...reaction, t });
  return { messageSendResult: 'OK' };
}

define('WAWebSendReactionMsgAction', { sendReactionToMsg });

function row({ attributes, msgKey, parentMsgKey }: ReactionsSenders): object {
  return { ...attributes, msgKey: msgKey.toString(), parentMsgKey: parentMsgKey.toString() };
}

define('WAWebDBGetReactions', {
  /** The reactions to a message, by its key's text. Rows of the database: their keys are texts too. */
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
