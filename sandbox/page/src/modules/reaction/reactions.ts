import { define } from '../../loader/define';
import { BaseCollection } from '../../models/BaseCollection';
import { BaseModel, defineModel } from '../../models/BaseModel';
import { MsgKey } from '../ids/msgKey';

/** A person's reaction to a message. */
export class ReactionsSenders extends BaseModel {
  declare id: string;
  declare msgKey: MsgKey;
  declare parentMsgKey: MsgKey;
  declare senderUserJid: string;
  declare reactionText: string;
  declare timestamp: number;
  declare isFromMe: boolean;
}

defineModel({
  model: ReactionsSenders,
  name: 'reactions-senders',
  props: [
    'id',
    'msgKey',
    'parentMsgKey',
    'senderUserJid',
    'reactionText',
    'timestamp',
    'orphan',
    'read',
    'ack',
    'isFromMe',
  ],
});

class ReactionsSendersCollection extends BaseCollection<ReactionsSenders> {}

/** The people who reacted to a message with the same emoji. */
class AggReactions extends BaseModel {
  declare id: string;
  declare aggregateEmoji: string;
  declare senders: ReactionsSendersCollection;

  override initialize(): void {
    this.set({ senders: new ReactionsSendersCollection(ReactionsSenders) }, { silent: true });
  }

  get hasReactionByMe(): boolean {
    return this.senders.some((sender) => sender.isFromMe);
  }
}

defineModel({
  model: AggReactions,
  name: 'agg-reactions',
  props: ['id', 'aggregateEmoji'],
  session: ['senders'],
});

class AggReactionsCollection extends BaseCollection<AggReactions> {}

/** The reactions to one message. */
class Reactions extends BaseModel {
  declare id: MsgKey;
  declare reactions: AggReactionsCollection;

  override initialize(): void {
    this.set({ reactions: new AggReactionsCollection(AggReactions) }, { silent: true });
  }

  get reactionByMe(): ReactionsSenders | undefined {
    return this.#allSenders().find((sender) => sender.isFromMe);
  }

  getCollection(): BaseCollection<Reactions> {
    return reactionsCollection;
  }

  #allSenders(): ReactionsSenders[] {
    return this.reactions.getModelsArray().flatMap((one) => one.senders.getModelsArray());
  }
}

defineModel({
  model: Reactions,
  name: 'reactions',
  idClass: MsgKey,
  props: ['id'],
  session: ['reactions'],
});

define('WAWebReactionsModels', {
  ReactionsSenders,
  ReactionsSendersCollection,
  AggReactions,
  AggReactionsCollection,
  Reactions,
});

export interface ReactionDetails {
  msgKey: MsgKey;
  parentMsgKey: MsgKey;
  senderUserJid: string;
  reactionText: string;
  /** Unix milliseconds. */
  timestamp: number;
  isFromMe: boolean;
}

class ReactionsCollectionImpl extends BaseCollection<Reactions> {
  /** Adds a reaction, which replaces the person's earlier one to the message. */
  addOrUpdateReaction(details: ReactionDetails): void {
    this.removeReaction(details);
    if (details.reactionText === '') {
      return;
    }
    const { reactions } = this.gadd(details.parentMsgKey);
    const emoji = details.reactionText;
    const [aggregate] = reactions.add({ id: emoji, aggregateEmoji: emoji });
    aggregate?.senders.add({ ...details, id: details.senderUserJid, orphan: 0, read: true });
  }

  removeReaction({ parentMsgKey, senderUserJid }: ReactionDetails): void {
    const { reactions } = this.gadd(parentMsgKey);
    for (const aggregate of reactions.toArray()) {
      aggregate.senders.remove(senderUserJid);
      if (aggregate.senders.length === 0) {
        reactions.remove(aggregate);
      }
    }
  }
}

export const reactionsCollection = new ReactionsCollectionImpl(Reactions);

define('WAWebReactionsCollection', { ReactionsCollection: reactionsCollection });
