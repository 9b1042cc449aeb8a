import { define } from '../../loader/define';
import { isMeAccount } from '../account/userPrefs';
import { type Chat, chatCollection } from '../chat/chat';
import { SYSTEM_MESSAGE_TYPES } from '../constants/enums';
import { MsgKey } from '../ids/msgKey';
import { unixTime } from '../library/time';
import { reactionsCollection } from '../reaction/reactions';
import { Msg } from './msg';

/** The time in which own texts may be edited: a quarter of an hour. */
const EDIT_WINDOW_SECONDS = 15 * 60;

const SYSTEM_TYPES: ReadonlySet<string> = new Set(SYSTEM_MESSAGE_TYPES);

const isSystem = (msg: Msg) => SYSTEM_TYPES.has(msg.type);

function canReplyMsg(msg: Msg): boolean {
  const readOnly = chatCollection.get(msg.id.remote)?.isReadOnly ?? false;
  return !isSystem(msg) && msg.type !== 'revoked' && !readOnly;
}

define('WAWebMsgReply', { canReplyMsg });

const isFresh = (msg: Msg) => msg.id.fromMe && unixTime() - msg.t < EDIT_WINDOW_SECONDS;

/** Sixty hours, as on WhatsApp's server. */
const REVOKE_WINDOW_SECONDS = 60 * 60 * 60;

const isRevocable = (msg: Msg) =>
  !isSystem(msg) && msg.type !== 'revoked' && unixTime() - msg.t < REVOKE_WINDOW_SECONDS;

define('WAWebMsgActionCapability', {
  canEditText: (msg: Msg) => msg.type === 'chat' && isFresh(msg),
  canEditCaption: (msg: Msg) => msg.caption !== undefined && isFresh(msg),
  canStarMsg: (msg: Msg) => !isSystem(msg),
  canForwardMsg: (msg: Msg) => !isSystem(msg) && msg.type !== 'revoked',
  canSenderRevokeMsg: (msg: Msg) => msg.id.fromMe && msg.ack >= 1 && isRevocable(msg),
  canAdminRevokeMsg: (msg: Msg) =>
    !msg.id.fromMe && (chatCollection.get(msg.id.remote)?.iAmAdmin() ?? false) && isRevocable(msg),
});

/** The quoted message as a message of its own; undefined for none. */
function getQuotedMsgObj(msg: Msg): Msg | undefined {
  const { quotedStanzaID, quotedParticipant, quotedMsg } = msg;
  if (quotedStanzaID === undefined || quotedMsg === undefined || quotedParticipant === undefined) {
    return undefined;
  }
  const remote = msg.quotedRemoteJid ?? msg.id.remote;
  const fromMe = isMeAccount(quotedParticipant);
  const participant = remote.isGroup() ? quotedParticipant : undefined;
  return new Msg({
    ...quotedMsg,
    id: new MsgKey({ fromMe, remote, id: quotedStanzaID, participant }),
    from: participant === undefined ? quotedParticipant : remote,
    to: fromMe ? remote : msg.to,
    author: participant,
  });
}

define('WAWebQuotedMsgModelUtils', { getQuotedMsgObj });

define('WAWebMsgGetters', {
  getIsUnreadType: (msg: Msg) => !isSystem(msg) && msg.type !== 'revoked',
  getId: (msg: Msg) => msg.id,
  getType: (msg: Msg) => msg.type,
  getBody: (msg: Msg) => msg.body,
  getAck: (msg: Msg) => msg.ack,
  getT: (msg: Msg) => msg.t,
  getFrom: (msg: Msg) => msg.from,
  getTo: (msg: Msg) => msg.to,
  getAuthor: (msg: Msg) => msg.author,
  getSender: (msg: Msg) => msg.sender,
  getIsSentByMe: (msg: Msg) => msg.id.fromMe,
  getIsGroupMsg: (msg: Msg) => msg.id.remote.isGroup(),
  getIsNotification: isSystem,
  getHasReaction: (msg: Msg) => (reactionsCollection.get(msg.id)?.reactions.length ?? 0) > 0,
});

const getChat = (msg: Msg) => chatCollection.assertGet(msg.id.remote);

define('WAWebFrontendMsgGetters', {
  getChat,
  getMaybeChat: (msg: Msg) => chatCollection.get(msg.id.remote),
  getSenderObj: (msg: Msg) => msg.senderObj,
  getText: (msg: Msg) => msg.caption ?? msg.body,
  // The sandbox's messages carry no downloadable media yet.
  getAsMms: (_msg: Msg) => null,
});

define('WAWebMsgDataFromModel', { msgDataFromMsgModel: async (msg: Msg) => msg.attributes });

define('WAWebGetEphemeralFieldsMsgActionsUtils', {
  getEphemeralFields: (chat: Chat) => {
    const { ephemeralDuration, ephemeralSettingTimestamp } = chat.attributes;
    return ephemeralDuration ? { ephemeralDuration, ephemeralSettingTimestamp } : {};
  },
});
