import { ensureChat, noteNewest } from '../modules/chat/inbox';
import { mergeContacts } from '../modules/contact/contact';
import { createWid } from '../modules/ids/widFactory';
import { type Msg, msgCollection } from '../modules/message/msg';
import { keyOf, toAttributes, toRecord } from '../modules/message/wire';
import { link } from '../net/link';
import type { WireContact, WireMessage } from '../protocol';
import type { MessageRecord } from '../store/records';
import { records } from '../store/storage';

/** The type of the placeholder of a message that could not be decrypted. */
const PLACEHOLDER = 'ciphertext';

/** Sends the author a retry receipt, without waiting for the result. */
export function askAuthor(message: WireMessage): void {
  const author = message.participant ?? message.chat;
  link.request('retry', { author, id: message.id }).catch(() => undefined);
}

export async function isKnown(message: WireMessage): Promise<boolean> {
  return (await records().message(keyOf(message).toString())) !== undefined;
}

/**
 * Applies a decrypted message with a known key, as the client does: the database replaces a
 * placeholder and drops anything else as a duplicate; the page shows messages that are not in
 * memory as new, whether or not the database stored them.
 */
export async function applyResent(push: {
  message: WireMessage;
  contact: WireContact;
}): Promise<void> {
  mergeContacts([push.contact]);
  const kept = (await records().message(keyOf(push.message).toString())) as MessageRecord;
  const record = kept.type === PLACEHOLDER ? filled(kept, push.message) : kept;
  if (record !== kept) {
    await records().save({ messages: [record], contacts: [push.contact] });
  }
  const shown = msgCollection.get(record.key);
  if (shown === undefined) {
    await showAsNew(record);
  } else if (record !== kept) {
    const { type, ...rest } = toAttributes(record) as { type: string };
    // The type last, because its change is what listeners wait for.
    shown.set({ ...rest, isNewMsg: shown.isNewMsg });
    shown.type = type;
  }
}

/** Time, position and acknowledgement stay those of the placeholder. */
function filled(kept: MessageRecord, message: WireMessage): MessageRecord {
  const { key, order, t } = kept;
  return { ...toRecord(message, order), key, t, ack: Math.max(kept.ack, message.ack) };
}

async function showAsNew(record: MessageRecord): Promise<void> {
  const chat = await ensureChat(createWid(record.chat), record.t);
  const [msg] = await msgCollection.processMultipleMessages(chat.id, [
    { ...toAttributes(record), isNewMsg: true },
  ]);
  noteNewest(chat, msg as Msg);
}
