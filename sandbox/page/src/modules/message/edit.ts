import { define } from '../../loader/define';
import { link } from '../../net/link';
import type { MessageRecord } from '../../store/records';
import { records } from '../../store/storage';
import { cmd } from '../account/cmd';
import { type Chat, chatCollection } from '../chat/chat';
import { MsgKey } from '../ids/msgKey';
import type { Wid } from '../ids/wid';
import { type Msg, msgCollection } from './msg';

interface EditData {
  id: MsgKey;
  body: string;
  mentionedJidList?: Wid[];
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
  const record = await records().updateMessage(key.toString(), (kept) => ({
    ...kept,
    ...(isMedia(kept) ? { attributes: { ...kept.attributes, caption: body } } : { body }),
    latestEditKey: editKey.toString(),
  }));
  msgCollection.get(key)?.set({
    ...(record !== undefined && isMedia(record) ? { caption: body } : { body }),
    latestEditSenderTimestampMs: t * 1000,
    latestEditMsgKey: editKey,
  });
}

/** The text of media is their caption. */
function isMedia({ attributes }: MessageRecord): boolean {
  return attributes.directPath !== undefined;
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
      // In a group an admin may take back what others wrote.
      author: msg.id.fromMe ? null : (msg.id.participant?.toString() ?? null),
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

interface Selection {
  list: Msg[];
}

/** Nobody is told of a failure but by the message, which stays as it was. */
function carryOut(work: Promise<void>): void {
  work.catch((error: unknown) => console.error('A command failed', error));
}

cmd.on('send_revoke_msgs', (_chat: unknown, { list }: Selection) => carryOut(revoke(list)));
cmd.on('send_delete_msgs', (_chat: unknown, { list }: Selection) => carryOut(deleteForMe(list)));
cmd.on('send_star_msgs', (chat: Chat, messages: Msg[]) => starIn(chat, messages, true));
cmd.on('send_unstar_msgs', (chat: Chat, messages: Msg[]) => starIn(chat, messages, false));

function starIn(chat: Chat, messages: Msg[], starred: boolean): void {
  const work = star(messages, starred);
  // Callers have nothing of the command but this.
  chat.promises.sendStarMsgs = work;
  carryOut(work);
}
