import { define } from '../../loader/define';
import type { MessageRecord } from '../../store/records';
import { records } from '../../store/storage';
import { getMaybeMePnUser, getMeLidUserOrThrow } from '../account/userPrefs';
import { ACK, ACK_STRING } from '../constants/enums';
import { MsgKey } from '../ids/msgKey';
import type { Wid } from '../ids/wid';
import { msgCollection } from './msg';

/** A receipt: a person's device has received, shown or played own messages. */
interface SimpleReceipt {
  ack: number;
  ackString: string;
  /** The minimum over all recipients after it: in a group, what all members have done. */
  messageAck: number;
  /** The chat. */
  from: Wid;
  /** The recipient, in a group or for status posts. */
  participant: Wid | undefined;
  recipient: Wid | undefined;
  externalIds: string[];
  ts: number;
}

async function applyReceipt(receipt: SimpleReceipt): Promise<void> {
  for (const id of receipt.externalIds) {
    for (const participant of authors(receipt.from)) {
      const key = new MsgKey({ fromMe: true, remote: receipt.from, id, participant });
      const record = await records().updateMessage(key.toString(), (kept) => noted(kept, receipt));
      if (record !== undefined) {
        msgCollection.get(key)?.updateAck(record.ack);
      }
    }
  }
}

/** The ids of the author in own messages of a chat; in status posts either id. */
function authors(chat: Wid): (Wid | undefined)[] {
  if (chat.isStatus()) {
    return [getMeLidUserOrThrow(), getMaybeMePnUser()];
  }
  return [chat.isGroup() ? getMeLidUserOrThrow() : undefined];
}

function noted(record: MessageRecord, receipt: SimpleReceipt): MessageRecord {
  const from = (receipt.participant ?? receipt.from).toString();
  const earlier = record.receipts?.[from];
  const receipts =
    earlier !== undefined && earlier.ack >= receipt.ack
      ? record.receipts
      : { ...record.receipts, [from]: { ack: receipt.ack, t: receipt.ts } };
  return { ...record, receipts, ack: Math.max(record.ack, receipt.messageAck) };
}

export const directReceipts = define('WAWebHandleDirectChatReceipt', {
  handleChatSimpleReceipt: applyReceipt,
});

export const groupReceipts = define('WAWebHandleGroupChatReceipt', {
  handleGroupSimpleReceipt: applyReceipt,
});

export const statusReceipts = define('WAWebHandleStatusReceipt', {
  handleStatusSimpleReceipt: applyReceipt,
});

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
