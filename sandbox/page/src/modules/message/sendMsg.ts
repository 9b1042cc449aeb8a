import { define } from '../../loader/define';
import { records } from '../../store/storage';
import { type Chat, chatRecord } from '../chat/chat';
import { noteNewest } from '../chat/inbox';
import { ACK } from '../constants/enums';
import type { MsgKey } from '../ids/msgKey';
import { type Msg, msgCollection } from './msg';
import { deliver, type SendResult } from './outbox';
import { composedRecord } from './wire';

type Composed = Record<string, unknown> & { id: MsgKey };

/**
 * Adds an own message to the chat and sends it. Answers two promises: the message, once it is kept
 * (from then on it is not lost), and the result, once the server has taken or refused it.
 *
 * A key that is there already is the same message: it is answered, and sent only if it was not yet.
 */
function addAndSendMsgToChat(chat: Chat, composed: Composed): [Promise<Msg>, Promise<SendResult>] {
  const kept = keep(chat, composed);
  const sent = kept.then(({ msg, record }) =>
    record.unsent === 1
      ? deliver(record)
      : ({ messageSendResult: 'OK', t: msg.t, count: null } satisfies SendResult),
  );
  // Who does not wait for the result must not be told of a failure as an unhandled rejection.
  sent.catch(() => undefined);
  return [kept.then(({ msg }) => msg), sent];
}

async function keep(chat: Chat, composed: Composed) {
  const present = msgCollection.get(composed.id);
  const known = await records().message(composed.id.toString());
  if (present !== undefined && known !== undefined) {
    return { msg: present, record: known };
  }
  const record = known ?? composedRecord(composed);
  const t = Math.max(chat.t, record.t);
  await records().save({ messages: [record], chats: [{ ...chatRecord(chat), t }] });
  const [msg] = await msgCollection.processMultipleMessages(chat.id, [
    { ...composed, rowId: record.order, ack: record.ack },
  ]);
  noteNewest(chat, msg as Msg);
  return { msg: msg as Msg, record };
}

/** Sends a message again that failed or was not sent yet, under its id. */
async function resendMsgToChat(msg: Msg): Promise<SendResult> {
  msg.set({ ack: ACK.CLOCK, isSendFailure: false });
  const record = await records().updateMessage(msg.id.toString(), (kept) => ({
    ...kept,
    unsent: 1,
    ack: ACK.CLOCK,
  }));
  if (record === undefined) {
    throw new Error('Message to resend is not kept');
  }
  return deliver(record);
}

/** Only what failed is sent again; nothing else has an answer. */
async function resendMsg(msg: Msg): Promise<SendResult['messageSendResult'] | undefined> {
  const isFailed = msg.id.fromMe && (msg.ack < 0 || msg.isSendFailure === true);
  return isFailed ? (await resendMsgToChat(msg)).messageSendResult : undefined;
}

define('WAWebResendMsgAction', { resendMsg });

export const sendMsg = define('WAWebSendMsgChatAction', { addAndSendMsgToChat, resendMsgToChat });
