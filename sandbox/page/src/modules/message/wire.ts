import type { WireMessage } from '../../protocol';
import type { MessageRecord } from '../../store/records';
import { getMeLidUserOrThrow } from '../account/userPrefs';
import { MsgKey } from '../ids/msgKey';
import { Wid } from '../ids/wid';
import { createWid } from '../ids/widFactory';

type Attributes = Record<string, unknown>;

/** Model attributes that the wire and the record have as own fields, or not at all. */
const NOT_CARRIED = new Set([
  'id',
  'rowId',
  'type',
  'body',
  't',
  'from',
  'to',
  'author',
  'self',
  'ack',
  'isNewMsg',
  'local',
  'notifyName',
  'quotedMsg',
  'quotedStanzaID',
  'quotedParticipant',
  'quotedRemoteJid',
  'mediaData',
  'isUnsentMedia',
]);

let lastOrder = 0;

/**
 * A number larger than all before, also those before a restart: messages of one second stay in
 * order.
 */
export function nextOrder(): number {
  lastOrder = Math.max(lastOrder + 1, Date.now() * 1000);
  return lastOrder;
}

export function keyOf(message: WireMessage): MsgKey {
  const remote = createWid(message.chat);
  const author = message.fromMe ? getMeLidUserOrThrow() : wid(message.participant);
  return new MsgKey({
    fromMe: message.fromMe,
    remote,
    id: message.id,
    participant: remote.isGroup() ? author : undefined,
  });
}

export function toRecord(message: WireMessage, order = nextOrder()): MessageRecord {
  const attributes = { ...message.attributes, ...namedCaption(message) };
  return { ...message, attributes, key: keyOf(message).toString(), order };
}

/** As in the client, a document without a caption shows its name as an unwritten caption. */
function namedCaption({ type, attributes }: WireMessage): Attributes {
  const { caption, filename } = attributes;
  const isNamed = type === 'document' && !caption && filename !== undefined;
  return isNamed ? { caption: filename, isCaptionByUser: false } : {};
}

/** The attributes of the model of a stored message. */
export function toAttributes(record: MessageRecord): Attributes {
  const chat = createWid(record.chat);
  const me = getMeLidUserOrThrow();
  // The key of a status post contains its author, by the id used then.
  const key = chat.isStatus() ? MsgKey.fromString(record.key) : keyOf(record);
  const quoted = record.quoted;
  return {
    ...revive(record.attributes),
    id: key,
    rowId: record.order,
    type: record.type,
    body: record.body,
    t: record.t,
    from: record.fromMe ? me : chat,
    to: record.fromMe ? chat : me,
    author: key.participant,
    self: record.fromMe ? 'out' : 'in',
    ack: record.ack,
    star: record.star,
    isSendFailure: record.isSendFailure,
    errorCode: record.errorCode,
    invis: false,
    isStatusV3: chat.isStatus(),
    isNewMsg: false,
    notifyName: record.notifyName,
    latestEditMsgKey: record.latestEditKey && MsgKey.fromString(record.latestEditKey),
    ...(quoted && {
      quotedStanzaID: quoted.id,
      quotedParticipant: createWid(quoted.participant),
      quotedMsg: { type: quoted.type, body: quoted.body },
    }),
  };
}

/** The part of a message composed by wa-js that is sent and stored. */
export function composedRecord(attributes: Attributes): MessageRecord {
  const key = attributes.id as MsgKey;
  const quotedMsg = attributes.quotedMsg as { type?: string; body?: string } | undefined;
  return {
    key: key.toString(),
    order: nextOrder(),
    id: key.id,
    chat: key.remote.toString(),
    fromMe: true,
    participant: key.remote.isGroup() ? getMeLidUserOrThrow().toString() : null,
    t: attributes.t as number,
    type: attributes.type as string,
    body: (attributes.body as string | undefined) ?? '',
    attributes: plain(attributes),
    quoted:
      attributes.quotedStanzaID === undefined
        ? null
        : {
            id: attributes.quotedStanzaID as string,
            participant: String(attributes.quotedParticipant),
            body: quotedMsg?.body ?? '',
            type: quotedMsg?.type ?? 'chat',
          },
    ack: 0,
    notifyName: '',
  };
}

function plain(attributes: Attributes): Attributes {
  const carried = Object.entries(attributes).filter(
    ([name, value]) => !NOT_CARRIED.has(name) && value !== undefined && typeof value !== 'function',
  );
  return JSON.parse(
    JSON.stringify(Object.fromEntries(carried), (_name, value) =>
      value instanceof Wid || value instanceof MsgKey ? value.toString() : value,
    ),
  ) as Attributes;
}

/** Converts ids inside the attributes, which are sent as text; bytes are sent by index. */
function revive(attributes: Attributes): Attributes {
  const revived = { ...attributes };
  for (const name of ['mentionedJidList', 'recipients']) {
    const ids = attributes[name];
    if (Array.isArray(ids)) {
      revived[name] = ids.map((id) => createWid(String(id)));
    }
  }
  if (attributes.waveform !== undefined) {
    const bytes = Object.values(attributes.waveform as Record<string, number>);
    revived.waveform = Uint8Array.from(bytes);
  }
  for (const name of ['paymentMessageReceiverJid', 'sellerJid']) {
    const id = attributes[name];
    if (typeof id === 'string') {
      revived[name] = createWid(id);
    }
  }
  if (Array.isArray(attributes.groupMentions)) {
    revived.groupMentions = attributes.groupMentions.map(reviveGroupMention);
  }
  return revived;
}

function reviveGroupMention(mention: { groupSubject: string; groupJid: string }): object {
  return { groupSubject: mention.groupSubject, groupJid: createWid(mention.groupJid) };
}

function wid(text: string | null): Wid | undefined {
  return text === null ? undefined : createWid(text);
}
