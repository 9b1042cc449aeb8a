import { define } from '../../loader/define';
import type { MessageRecord } from '../../store/records';
import { records } from '../../store/storage';
import { getMeLidUserOrThrow, isMeAccount } from '../account/userPrefs';
import { ACK, ACK_STRING } from '../constants/enums';
import { groupMetadataCollection } from '../group/groupMetadata';
import { MsgKey } from '../ids/msgKey';
import type { Wid } from '../ids/wid';
import { msgCollection } from './msg';

/** Somebody's device has got, shown or played own messages. */
export interface SimpleReceipt {
  ack: number;
  ackString: string;
  /** The chat. */
  from: Wid;
  /** Who, in a group. */
  participant: Wid | undefined;
  recipient: Wid | undefined;
  externalIds: string[];
  ts: number;
}

async function applyReceipt(receipt: SimpleReceipt): Promise<void> {
  for (const id of receipt.externalIds) {
    const key = new MsgKey({
      fromMe: true,
      remote: receipt.from,
      id,
      participant: receipt.from.isGroup() ? getMeLidUserOrThrow() : undefined,
    });
    const record = await records().updateMessage(key.toString(), (kept) => noted(kept, receipt));
    if (record !== undefined) {
      msgCollection.get(key)?.updateAck(record.ack);
    }
  }
}

function noted(record: MessageRecord, receipt: SimpleReceipt): MessageRecord {
  const from = (receipt.participant ?? receipt.from).toString();
  const earlier = record.receipts?.[from];
  if (earlier !== undefined && earlier.ack >= receipt.ack) {
    return record;
  }
  const receipts = { ...record.receipts, [from]: { ack: receipt.ack, t: receipt.ts } };
  return { ...record, receipts, ack: Math.max(record.ack, ackOf(receipt.from, receipts)) };
}

/** A message has reached a group only when it has reached everybody else in it. */
function ackOf(chat: Wid, receipts: Record<string, { ack: number }>): number {
  if (!chat.isGroup()) {
    return Math.max(...Object.values(receipts).map(({ ack }) => ack));
  }
  const others = (groupMetadataCollection.get(chat)?.participants.getModelsArray() ?? []).filter(
    ({ id }) => !isMeAccount(id),
  );
  return Math.min(...others.map(({ id }) => receipts[id.toString()]?.ack ?? ACK.SENT));
}

export const directReceipts = define('WAWebHandleDirectChatReceipt', {
  handleChatSimpleReceipt: applyReceipt,
});

export const groupReceipts = define('WAWebHandleGroupChatReceipt', {
  handleGroupSimpleReceipt: applyReceipt,
});

define('WAWebHandleStatusReceipt', { handleStatusSimpleReceipt: applyReceipt });

export function ackString(ack: number): string {
  switch (ack) {
    case ACK.RECEIVED:
      return ACK_STRING.DELIVERY;
    case ACK.PLAYED:
      return ACK_STRING.PLAYED;
    default:
      return ACK_STRING.READ;
  }
}
