import { define } from '../../loader/define';
import type { Msg } from './msg';

/** A message in the nested form of WhatsApp's protocol buffers: one field per kind of message. */
type MessageProto = Record<string, unknown>;

/** The field of a media message, by the message's type. */
const MEDIA_FIELD: Record<string, string> = {
  image: 'imageMessage',
  video: 'videoMessage',
  audio: 'audioMessage',
  ptt: 'audioMessage',
  document: 'documentMessage',
  sticker: 'stickerMessage',
  location: 'locationMessage',
  vcard: 'contactMessage',
  multi_vcard: 'contactsArrayMessage',
};

const TYPE_OF_FIELD = new Map(Object.entries(MEDIA_FIELD).map(([type, field]) => [field, type]));

/**
 * The proto of a message. The sandbox's wire carries records instead; this shows the content that
 * would be sent.
 */
function createMsgProtobuf(msg: Msg): MessageProto {
  const field = MEDIA_FIELD[msg.type];
  const contextInfo = contextOf(msg);
  if (field !== undefined) {
    const { caption, attributes } = msg;
    return { [field]: { caption, mimetype: attributes.mimetype, contextInfo } };
  }
  return contextInfo === undefined && msg.subtype !== 'url'
    ? { conversation: msg.body }
    : { extendedTextMessage: { text: msg.body, contextInfo } };
}

function contextOf(msg: Msg): object | undefined {
  if (msg.quotedStanzaID === undefined && !msg.mentionedJidList?.length) {
    return undefined;
  }
  return {
    stanzaId: msg.quotedStanzaID,
    participant: msg.quotedParticipant?.toJid(),
    mentionedJid: msg.mentionedJidList?.map((wid) => wid.toJid()),
  };
}

/** The media type of a proto; null when it carries no media. */
function mediaTypeFromProtobuf(proto: MessageProto): string | null {
  for (const field of Object.keys(proto)) {
    const type = TYPE_OF_FIELD.get(field);
    if (type !== undefined) {
      return type;
    }
  }
  return null;
}

define('WAWebE2EProtoGenerator', { createMsgProtobuf });

define('WAWebBackendJobsCommon', {
  mediaTypeFromProtobuf,
  encodeMaybeMediaType: (type: string | null) => type ?? undefined,
});

define('WAWebE2EProtoUtils', {
  /** A stanza's `type`: `text`, `media`, `reaction`, `poll`. */
  typeAttributeFromProtobuf(proto: MessageProto): string {
    if ('reactionMessage' in proto) {
      return 'reaction';
    }
    if ('pollCreationMessage' in proto || 'pollUpdateMessage' in proto) {
      return 'poll';
    }
    return mediaTypeFromProtobuf(proto) === null ? 'text' : 'media';
  },
});
