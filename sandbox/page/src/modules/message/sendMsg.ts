import { define } from '../../loader/define';
import type { MessageRecord } from '../../store/records';
import { records } from '../../store/storage';
import { type Chat, chatCollection, chatRecord } from '../chat/chat';
import { noteNewest } from '../chat/inbox';
import { ACK } from '../constants/enums';
import { blocklistCollection } from '../contact/blocklist';
import type { MsgKey } from '../ids/msgKey';
import { createWid } from '../ids/widFactory';
import { type Msg, msgCollection } from './msg';
import { deliver, type SendResult } from './outbox';
import { resumeUpload } from './resumeUpload';
import { ContactBlockedError, DuplicateMessageError } from './sendFailures';
import { composedRecord } from './wire';

type Composed = Record<string, unknown> & { id: MsgKey };

/** A step between storing a message and sending it. */
type BeforeSend = (msg: Msg) => Promise<unknown>;

/**
 * Adds an own message to the chat and sends it. Returns two promises: the message, once it is
 * stored (from then on it is not lost), and the result, once the server has accepted or refused it.
 *
 * Both reject, and nothing is sent, when a message with the key exists.
 *
 * @param beforeSend uploads the message's file. As in the client, the message is stored before
 */
function addAndSendMsgToChat(
  chat: Chat,
  composed: Composed,
  beforeSend?: BeforeSend,
): [Promise<Msg>, Promise<SendResult>] {
  const kept = keep(chat, composed);
  const sent = kept.then(async (msg) => {
    await beforeSend?.(msg);
    return dispatch(await keptRecord(msg));
  });
  // A caller that does not wait for the result must not cause an unhandled rejection.
  sent.catch(() => undefined);
  return [kept, sent];
}

async function keep(chat: Chat, composed: Composed): Promise<Msg> {
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
  return msg as Msg;
}

async function keptRecord(msg: Msg): Promise<MessageRecord> {
  const record = await records().message(msg.id.toString());
  if (record === undefined) {
    throw new Error('Message to send is not kept');
  }
  return record;
}

/** Nothing is sent to a person whom this account has blocked; the message stays unchanged. */
async function dispatch(record: MessageRecord): Promise<SendResult> {
  if (blocklistCollection.get(createWid(record.chat)) !== undefined) {
    throw new ContactBlockedError('The contact is blocked');
  }
  return deliver(record);
}

/** Sends a stored message as soon as it is ready. */
async function resendMsgToChat(_chat: Chat, ready: Promise<Msg> | Msg): Promise<SendResult> {
  return dispatch(await keptRecord(await ready));
}

/**
 * Sends only failed messages again; others give no result. As in the client, a file must be in
 * memory or on the media servers. Without it the message fails again, without a reason.
 */
async function resendMsg(msg: Msg): Promise<SendResult['messageSendResult'] | undefined> {
  if (!(msg.id.fromMe && (msg.ack < 0 || msg.isSendFailure === true))) {
    return undefined;
  }
  const asNew = { ack: ACK.CLOCK, isSendFailure: false, errorCode: undefined };
  await records().updateMessage(msg.id.toString(), (kept) => ({ ...kept, ...asNew }));
  msg.set(asNew);
  const chat = chatCollection.get(msg.id.remote) as Chat;
  if (msg.filehash === undefined) {
    return (await resendMsgToChat(chat, msg)).messageSendResult;
  }
  if (!msg.local) {
    return undefined; // the phone sends it
  }
  try {
    return (await resendMsgToChat(chat, resumeUpload(msg))).messageSendResult;
  } catch (error) {
    console.warn('A file was not sent again', error);
    msg.updateAck(ACK.FAILED);
    return undefined;
  }
}

define('WAWebResendMsgAction', { resendMsg });

export const sendMsg = define('WAWebSendMsgChatAction', { addAndSendMsgToChat, resendMsgToChat });
