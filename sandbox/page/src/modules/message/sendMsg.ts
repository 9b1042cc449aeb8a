import { define } from '../../loader/define';
import type { MessageRecord } from '../../store/records';
import { records } from '../../store/storage';
import { type Chat, chatRecord } from '../chat/chat';
import { noteNewest } from '../chat/inbox';
import { ACK } from '../constants/enums';
import { blocklistCollection } from '../contact/blocklist';
import type { MsgKey } from '../ids/msgKey';
import { createWid } from '../ids/widFactory';
import { type Msg, msgCollection } from './msg';
import { deliver, type SendResult } from './outbox';
import { ContactBlockedError, DuplicateMessageError } from './sendFailures';
import { composedRecord } from './wire';

type Composed = Record<string, unknown> & { id: MsgKey };

/**
 * Adds an own message to the chat and sends it. Returns two promises: the message, once it is
 * stored (from then on it is not lost), and the result, once the server has accepted or refused it.
 *
 * Both reject, and nothing is sent, when a message with the key exists.
 */
function addAndSendMsgToChat(chat: Chat, composed: Composed): [Promise<Msg>, Promise<SendResult>] {
  const kept = keep(chat, composed);
  const sent = kept.then(({ record }) => dispatch(record));
  // A caller that does not wait for the result must not cause an unhandled rejection.
  sent.catch(() => undefined);
  return [kept.then(({ msg }) => msg), sent];
}

async function keep(chat: Chat, composed: Composed) {
  const key = composed.id.toString();
  const record = composedRecord(composed);
  if ((await records().message(key)) !== undefined) {
    throw new DuplicateMessageError(`There is a message ${key}`);
  }
  const t = Math.max(chat.t, record.t);
  await records().save({ messages: [record], chats: [{ ...chatRecord(chat), t }] });
  const [msg] = await msgCollection.processMultipleMessages(chat.id, [
    { ...composed, rowId: record.order, ack: record.ack },
  ]);
  noteNewest(chat, msg as Msg);
  return { msg: msg as Msg, record };
}

/** Nothing is sent to a person whom this account has blocked; the message stays unchanged. */
async function dispatch(record: MessageRecord): Promise<SendResult> {
  if (blocklistCollection.get(createWid(record.chat)) !== undefined) {
    throw new ContactBlockedError('The contact is blocked');
  }
  return deliver(record);
}

/** Sends a failed or unsent message again under its id. */
async function resendMsgToChat(msg: Msg): Promise<SendResult> {
  const asNew = { ack: ACK.CLOCK, isSendFailure: false, errorCode: undefined };
  msg.set(asNew);
  const record = await records().updateMessage(msg.id.toString(), (kept) => ({
    ...kept,
    ...asNew,
  }));
  if (record === undefined) {
    throw new Error('Message to resend is not kept');
  }
  return dispatch(record);
}

/** Sends only failed messages again; others give no result. */
async function resendMsg(msg: Msg): Promise<SendResult['messageSendResult'] | undefined> {
  const isFailed = msg.id.fromMe && (msg.ack < 0 || msg.isSendFailure === true);
  return isFailed ? (await resendMsgToChat(msg)).messageSendResult : undefined;
}

define('WAWebResendMsgAction', { resendMsg });

export const sendMsg = define('WAWebSendMsgChatAction', { addAndSendMsgToChat, resendMsgToChat });
