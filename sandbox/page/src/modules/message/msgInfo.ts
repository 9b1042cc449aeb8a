import { define } from '../../loader/define';
import { BaseCollection, type Key } from '../../models/BaseCollection';
import { BaseModel, defineModel } from '../../models/BaseModel';
import { records } from '../../store/storage';
import { isMeAccount } from '../account/userPrefs';
import { ACK } from '../constants/enums';
import { groupMetadataCollection } from '../group/groupMetadata';
import { MsgKey } from '../ids/msgKey';
import { Wid } from '../ids/wid';
import { createWid } from '../ids/widFactory';
import { audience } from '../status/audience';

/** A recipient that has received a message, and the time (unix seconds). */
class MsgInfoParticipant extends BaseModel {
  declare id: Wid;
  declare t: number;
}

defineModel({
  model: MsgInfoParticipant,
  name: 'msg-info-participant',
  idClass: Wid,
  props: ['id', 't'],
});

class ParticipantCollection extends BaseCollection<MsgInfoParticipant> {}

/** The delivery state of an own message for each recipient. */
class MsgInfo extends BaseModel {
  declare id: MsgKey;
  declare delivery: ParticipantCollection;
  declare read: ParticipantCollection;
  declare played: ParticipantCollection;
  declare deliveryRemaining: number;
  declare readRemaining: number;
  declare playedRemaining: number;

  getCollection(): BaseCollection<MsgInfo> {
    return msgInfoCollection;
  }
}

defineModel({
  model: MsgInfo,
  name: 'msg-info',
  idClass: MsgKey,
  props: ['id'],
  session: ['delivery', 'read', 'played', 'deliveryRemaining', 'readRemaining', 'playedRemaining'],
});

type Receipts = Record<string, { ack: number; t: number }>;

class MsgInfoCollectionImpl extends BaseCollection<MsgInfo> {
  /** Always read again, because receipts arrive in between. */
  override async find(key: Key): Promise<MsgInfo> {
    const id = MsgKey.fromString(String(key));
    const record = await records().message(id.toString());
    if (record === undefined) {
      throw new Error('Message of the info is not kept');
    }
    return this.gadd({ id, ...split(id, record.receipts ?? {}) });
  }
}

function split(key: MsgKey, receipts: Receipts): object {
  const recipients = recipientCount(key.remote);
  const delivery = reached(receipts, (ack) => ack === ACK.RECEIVED);
  const read = reached(receipts, (ack) => ack >= ACK.READ);
  const played = reached(receipts, (ack) => ack === ACK.PLAYED);
  return {
    delivery,
    read,
    played,
    deliveryRemaining: recipients - delivery.length - read.length,
    readRemaining: recipients - read.length,
    playedRemaining: recipients - played.length,
  };
}

function reached(receipts: Receipts, test: (ack: number) => boolean): ParticipantCollection {
  const collection = new ParticipantCollection(MsgInfoParticipant);
  for (const [id, { ack, t }] of Object.entries(receipts)) {
    if (test(ack)) {
      collection.add({ id: createWid(id), t });
    }
  }
  return collection;
}

function recipientCount(chat: Wid): number {
  if (chat.isStatus()) {
    return audience().length;
  }
  const members = groupMetadataCollection.get(chat)?.participants;
  return members === undefined ? 1 : members.countWhere(({ id }) => !isMeAccount(id));
}

export const msgInfoCollection = new MsgInfoCollectionImpl(MsgInfo);

define('WAWebMsgInfoModel', { MsgInfo, MsgInfoParticipant, ParticipantCollection });
define('WAWebMsgInfoCollection', { MsgInfoCollection: msgInfoCollection });
