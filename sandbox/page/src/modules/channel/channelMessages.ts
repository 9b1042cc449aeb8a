import { define } from '../../loader/define';
import { link } from '../../net/link';
import type { WireMessage } from '../../protocol';
import { records } from '../../store/storage';
import { newsletterCollection } from '../chat/chat';
import { noteNewest, show } from '../chat/inbox';
import { ACK } from '../constants/enums';
import type { MsgKey } from '../ids/msgKey';
import { createWid } from '../ids/widFactory';
import type { Msg } from '../message/msg';
import type { SendResult } from '../message/outbox';
import { composedRecord, toRecord } from '../message/wire';

type Data = Record<string, unknown> & { id: MsgKey };

/** Stores own messages to a channel before they are sent. */
async function addNewsletterMsgsRecords(messages: Data[]): Promise<void> {
  await records().save({
    messages: messages.map((data) => composedRecord(data)),
  });
}

async function updateNewsletterMsgRecord(msg: Msg): Promise<void> {
  await records().updateMessage(msg.id.toString(), (record) => ({
    ...record,
    ack: msg.ack,
    t: msg.t,
  }));
  const channel = newsletterCollection.get(msg.id.remote);
  if (channel !== undefined) {
    noteNewest(channel, msg);
  }
}

define('WAWebNewsletterUpdateMsgsRecordsJob', {
  addNewsletterMsgsRecords,
  updateNewsletterMsgRecord,
});

/** Sends a message to a channel, where the server numbers it. */
async function sendNewsletterMessageJob({ msgData }: { msgData: Data }) {
  const message = composedRecord(msgData);
  const { t } = await link.request('send', { message, signal: null });
  return { success: true, ack: { t }, serverId: t };
}

const sendJob = define('WAWebNewsletterSendMessageJob', { sendNewsletterMessageJob });

/**
 * Sends a message that is already in the channel's collection, after its file was uploaded; it is
 * stored from now on.
 */
export async function sendShown(msg: Msg, msgData: Data): Promise<SendResult> {
  await addNewsletterMsgsRecords([msgData]);
  try {
    const { ack } = await sendJob.sendNewsletterMessageJob({ msgData });
    msg.set({ t: ack.t, serverId: ack.t });
    msg.updateAck(ACK.SENT);
    return { messageSendResult: 'OK', t: ack.t, count: null };
  } catch (error) {
    // As in the client: for any reason, the message is marked and stays.
    console.warn('A channel did not take a message', error);
    msg.updateAck(ACK.FAILED);
    return { messageSendResult: 'ERROR_UNKNOWN' };
  } finally {
    await updateNewsletterMsgRecord(msg);
  }
}

/** Adds a message of a followed channel. */
export async function applyChannelMessage(message: WireMessage): Promise<void> {
  const record = toRecord(message);
  await records().save({ messages: [record] });
  const chat = newsletterCollection.get(createWid(message.chat));
  if (chat !== undefined) {
    noteNewest(chat, show(record));
    if (!message.fromMe) {
      chat.unreadCount += 1;
    }
  }
}

/** Loads the newest message of each channel into memory; older ones are found from it. */
export async function showNewestOfChannels(): Promise<void> {
  const ids = newsletterCollection.map(({ id }) => id.toString());
  for (const newest of await records().newestMessages(ids)) {
    const channel = newsletterCollection.get(newest.chat);
    if (channel !== undefined) {
      noteNewest(channel, show(newest));
    }
  }
}
