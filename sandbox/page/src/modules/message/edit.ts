import { define } from '../../loader/define';
import { link } from '../../net/link';
import { records } from '../../store/storage';
import { cmd, type Settle } from '../account/cmd';
import { type Chat, chatCollection } from '../chat/chat';
import { MsgKey } from '../ids/msgKey';
import { type Msg, msgCollection } from './msg';

interface EditData {
  id: MsgKey;
  body: string;
}

/** Replaces the text of an own message, here and for everybody. Rejects without a connection. */
async function addAndSendMessageEdit(msg: Msg, edit: EditData): Promise<void> {
  const { t } = await link.request('edit', {
    chat: msg.id.remote.toString(),
    target: msg.id.id,
    body: edit.body,
    id: edit.id.id,
  });
  await applyEdit(msg.id, edit.body, edit.id, t);
}

define('WAWebSendMessageEditAction', { addAndSendMessageEdit });

/** Takes over an edit, own or somebody's. */
export async function applyEdit(
  key: MsgKey,
  body: string,
  editKey: MsgKey,
  t: number,
): Promise<void> {
  await records().updateMessage(key.toString(), (record) => ({
    ...record,
    body,
    latestEditKey: editKey.toString(),
  }));
  msgCollection.get(key)?.set({
    body,
    latestEditSenderTimestampMs: t * 1000,
    latestEditMsgKey: editKey,
  });
}

/** Takes over that a message was deleted for everybody: it stays, empty. */
export async function applyRevoke(key: MsgKey): Promise<void> {
  await records().updateMessage(key.toString(), (record) => ({
    ...record,
    type: 'revoked',
    body: '',
    attributes: {},
  }));
  msgCollection.get(key)?.set({ type: 'revoked', body: '', caption: undefined });
}

async function revoke(messages: Msg[]): Promise<void> {
  for (const msg of messages) {
    await link.request('revoke', {
      chat: msg.id.remote.toString(),
      target: msg.id.id,
      id: await MsgKey.newId(),
    });
    await applyRevoke(msg.id);
  }
}

async function deleteForMe(messages: Msg[]): Promise<void> {
  await records().deleteMessages(messages.map((msg) => msg.id.toString()));
  for (const msg of messages) {
    chatCollection.get(msg.id.remote)?.msgs.remove(msg);
    msgCollection.remove(msg);
  }
}

async function star(messages: Msg[], starred: boolean): Promise<void> {
  for (const msg of messages) {
    await records().updateMessage(msg.id.toString(), (record) => ({ ...record, star: starred }));
    msg.star = starred;
  }
}

function settleBy(work: Promise<void>, settle: Settle): void {
  work.then(settle.resolve, settle.reject);
}

cmd.on('send_revoke_msgs', (_chat: unknown, messages: Msg[], _options: unknown, settle: Settle) =>
  settleBy(revoke(messages), settle),
);
cmd.on('send_delete_msgs', (_chat: unknown, messages: Msg[], _clear: unknown, settle: Settle) =>
  settleBy(deleteForMe(messages), settle),
);
cmd.on('send_star_msgs', (chat: Chat, messages: Msg[], starred: boolean, settle: Settle) => {
  const work = star(messages, starred);
  // Callers that do not get the command's promise wait for this one.
  chat.promises.sendStarMsgs = work;
  settleBy(work, settle);
});
