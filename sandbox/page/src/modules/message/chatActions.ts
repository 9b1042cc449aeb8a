import { define } from '../../loader/define';
import { link } from '../../net/link';
import { records } from '../../store/storage';
import { type Chat, chatCollection } from '../chat/chat';
import { MsgKey } from '../ids/msgKey';
import { sealed } from '../signal/seal';
import { applyRevoke, revocation } from './edit';
import { type Msg, msgCollection } from './msg';
import type { SendResult } from './outbox';
import { send } from './sendJob';

interface Selection {
  type: 'message' | 'addon';
  list: Msg[];
}

async function revoke(msg: Msg): Promise<SendResult> {
  const { remote } = msg.id;
  const id = await MsgKey.newId();
  const acknowledged = await send(revocation(msg, id), () =>
    sealed(remote, (signal) =>
      link.request('revoke', {
        chat: remote.toString(),
        target: msg.id.id,
        // In a group an admin may revoke others' messages.
        author: msg.id.fromMe ? null : (msg.id.participant?.toString() ?? null),
        id,
        signal,
      }),
    ),
  );
  if (acknowledged === null) {
    return { messageSendResult: 'ERROR_UNKNOWN' };
  }
  if (acknowledged.error !== null) {
    return { messageSendResult: 'ERROR_UNKNOWN', ackErrorCode: acknowledged.error };
  }
  await applyRevoke(msg.id);
  return { messageSendResult: 'OK', t: acknowledged.t, count: null };
}

async function deleteForMe(messages: Msg[]): Promise<number> {
  await records().deleteMessages(messages.map((msg) => msg.id.toString()));
  for (const msg of messages) {
    chatCollection.get(msg.id.remote)?.msgs.remove(msg);
    msgCollection.remove(msg);
  }
  return messages.length;
}

async function star(messages: Msg[], starred: boolean): Promise<void> {
  for (const msg of messages) {
    await records().updateMessage(msg.id.toString(), (record) => ({ ...record, star: starred }));
    msg.star = starred;
  }
}

/**
 * As in the client, a chat runs each of these once at a time: concurrent callers get the first
 * one's result.
 */
function once<T>(chat: Chat, name: string, work: () => Promise<T>): Promise<T> {
  const underWay = chat.promises[name] as Promise<T> | undefined;
  if (underWay !== undefined) {
    return underWay;
  }
  const begun = work().finally(() => {
    delete chat.promises[name];
  });
  chat.promises[name] = begun;
  return begun;
}

define('WAWebChatSendMessages', {
  sendStarMsgs: (chat: Chat, messages: Msg[], starred: boolean) =>
    once(chat, 'sendStarMsgs', () => star(messages, starred)),
  sendRevokeMsgs: (chat: Chat, { list }: Selection, _options: { clearMedia: boolean }) =>
    once(chat, 'sendRevokeMsgs', () => Promise.all(list.map(revoke))),
  sendDeleteMsgs: (wanted: { chat_: Chat; clearMedia: boolean; record: Selection }) =>
    once(wanted.chat_, 'sendDeleteMsgs', () => deleteForMe(wanted.record.list)),
});
