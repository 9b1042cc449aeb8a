import { define } from '../../loader/define';
import { link } from '../../net/link';
import type { MessageRecord } from '../../store/records';
import { records } from '../../store/storage';
import { MsgKey } from '../ids/msgKey';
import type { Wid } from '../ids/wid';
import { unixTime } from '../library/time';
import { sealed } from '../signal/seal';
import { type Msg, msgCollection } from './msg';
import { send } from './sendJob';

interface EditData {
  id: MsgKey;
  body: string;
  mentionedJidList?: Wid[];
}

/**
 * Replaces the text of an own message, here and for everybody. As in the client, it is shown here
 * first, and only the message shows a refusal of the server. Rejects without a connection.
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
  const mentioned = edit.mentionedJidList ?? [];
  await applyEdit(msg.id, { ...edit, mentionedJidList: mentioned }, data.t);
  const acknowledged = await send(data, () =>
    sealed(remote, (signal) =>
      link.request('edit', {
        chat: remote.toString(),
        target: msg.id.id,
        body: edit.body,
        mentioned: mentioned.map(String),
        id: edit.id.id,
        signal,
      }),
    ),
  );
  msg.isSendFailure = acknowledged?.error !== null;
}

define('WAWebSendMessageEditAction', { addAndSendMessageEdit });

/** Applies an edit: its text and its mentions. */
export async function applyEdit(key: MsgKey, edit: EditData, t: number): Promise<void> {
  const { id: editKey, body, mentionedJidList = [] } = edit;
  const record = await records().updateMessage(key.toString(), (kept) => ({
    ...kept,
    ...(isMedia(kept) ? {} : { body }),
    attributes: {
      ...kept.attributes,
      ...(isMedia(kept) ? { caption: body } : {}),
      mentionedJidList: mentionedJidList.map(String),
    },
    latestEditKey: editKey.toString(),
  }));
  msgCollection.get(key)?.set({
    ...(record !== undefined && isMedia(record) ? { caption: body } : { body }),
    mentionedJidList,
    // As in the client, others' edited messages have no acknowledgement any more.
    ...(key.fromMe ? {} : { ack: undefined }),
    latestEditSenderTimestampMs: t * 1000,
    latestEditMsgKey: editKey,
  });
}

/** Whether the message is a file, whose text is its caption. */
function isMedia({ attributes }: MessageRecord): boolean {
  return attributes.directPath !== undefined;
}

/** Applies a revocation: the message stays, empty. */
export async function applyRevoke(key: MsgKey): Promise<void> {
  await records().updateMessage(key.toString(), (record) => ({
    ...record,
    type: 'revoked',
    body: '',
    attributes: {},
  }));
  msgCollection.get(key)?.set({ type: 'revoked', body: '', caption: undefined });
}

/** The message that revokes another. */
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
