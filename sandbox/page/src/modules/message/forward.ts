import { define } from '../../loader/define';
import { getMeLidUserOrThrow } from '../account/userPrefs';
import type { Chat } from '../chat/chat';
import { MsgKey } from '../ids/msgKey';
import { unixTime } from '../library/time';
import type { Msg } from './msg';
import { sendMsg } from './sendMsg';

interface Forward {
  chat: Chat;
  msgs: Msg[];
  multicast: boolean;
  includeCaption: boolean;
  appendedText?: string | boolean;
}

/** Attributes that a copy does not get. */
const OWN = new Set([
  'id',
  'rowId',
  'ack',
  'isSendFailure',
  'errorCode',
  'star',
  'self',
  'author',
  'notifyName',
  'caption',
  'broadcast',
  'latestEditMsgKey',
  'latestEditSenderTimestampMs',
  'messageSecret',
  'quotedMsg',
  'quotedStanzaID',
  'quotedParticipant',
  'quotedRemoteJid',
]);

/** The attributes that a copy gets. A poll is forwarded as its result. */
function getForwardedMessageFields(msg: Msg, _chat: Chat): Record<string, unknown> {
  const kept = Object.entries(msg.serialize()).filter(([name]) => !OWN.has(name));
  const fields = Object.fromEntries(kept);
  return msg.type === 'poll_creation' ? { ...fields, type: 'poll_result_snapshot' } : fields;
}

async function forward(msg: Msg, { chat, multicast, includeCaption }: Forward): Promise<void> {
  const from = getMeLidUserOrThrow();
  const participant = chat.id.isGroup() ? from : undefined;
  const [, sent] = sendMsg.addAndSendMsgToChat(chat, {
    ...getForwardedMessageFields(msg, chat),
    ...(includeCaption && msg.caption !== undefined ? { caption: msg.caption } : {}),
    id: new MsgKey({ from, to: chat.id, id: await MsgKey.newId(), participant, selfDir: 'out' }),
    from,
    to: chat.id,
    author: participant,
    self: 'out',
    ack: 0,
    t: unixTime(),
    local: true,
    isNewMsg: true,
    star: false,
    isForwarded: !msg.id.fromMe || msg.isForwarded === true,
    forwardedFromWeb: true,
    forwardingScore: (msg.forwardingScore ?? 0) + 1,
    multicast,
  });
  // As in the client, a text is being sent when this returns, and is not in its chat yet.
  if (msg.attributes.directPath !== undefined) {
    await sent;
  }
}

/**
 * Forwards one after another, and returns the media that failed. As in the client, a failed text is
 * not reported.
 */
async function forwardMessages(wanted: Forward): Promise<Msg[]> {
  const failed: Msg[] = [];
  for (const msg of wanted.msgs) {
    try {
      await forward(msg, wanted);
    } catch {
      if (msg.attributes.directPath !== undefined) {
        failed.push(msg);
      }
    }
  }
  return failed;
}

define('WAWebChatForwardMessage', { forwardMessages, getForwardedMessageFields });
