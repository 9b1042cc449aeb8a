import { define } from '../../loader/define';
import { link } from '../../net/link';
import type { MessageRecord } from '../../store/records';
import { records } from '../../store/storage';
import { cmd } from '../account/cmd';
import { type Chat, chatCollection } from '../chat/chat';
import { MsgKey } from '../ids/msgKey';
import type { Wid } from '../ids/wid';
import { unixTime } from '../library/time';
import { type Msg, msgCollection } from './msg';
import { MessageSentAckError, send } from './sendJob';

interface EditData {
  id: MsgKey;
  body: string;
  mentionedJidList?: Wid[];
}

/**
 * Replaces the text of an own message, here and for everybody. As in the client, it shows here first, and
 * a refusal of the server is told by the message alone. Rejects without a connection.
 */
async function addAndSendMessageEdit(msg: Msg, edit: EditData): Promise<void> {
  const { remote } = msg.id;
  const data = {
    id: edit.id,
    to: remote,
    t: unixTime(),
    type: 'protocol',
    subtype: 'message_edit',
    protocolMessageKey: msg.id,
  };
  await applyEdit(msg.id, edit.body, edit.id, data.t);
  const acknowledged = await send(data, () =>
    link.request('edit', {
      chat: remote.toString(),
      target: msg.id.id,
      body: edit.body,
      id: edit.id.id,
    }),
  );
  msg.isSendFailure = acknowledged?.error !== null;
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

/** The message by which another is taken back. */
export function revocation(msg: Msg, id: string) {
  return {
    id: new MsgKey({ ...msg.id, fromMe: true, id }),
    to: msg.id.remote,
    t: unixTime(),
    type: 'protocol',
    subtype: msg.id.fromMe ? 'sender_revoke' : 'admin_revoke',
    protocolMessageKey: msg.id,
  };
}

async function revoke(messages: Msg[]): Promise<void> {
  for (const msg of messages) {
    const { remote } = msg.id;
    const id = await MsgKey.newId();
    const acknowledged = await send(revocation(msg, id), () =>
      link.request('revoke', {
        chat: remote.toString(),
        target: msg.id.id,
        // In a group an admin may take back what others wrote.
        author: msg.id.fromMe ? null : (msg.id.participant?.toString() ?? null),
        id,
      }),
    );
    if (acknowledged?.error !== null) {
      throw new MessageSentAckError(acknowledged?.error ?? 0);
    }
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
