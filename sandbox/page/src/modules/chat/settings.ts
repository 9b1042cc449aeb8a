import { define } from '../../loader/define';
import { synchronise } from '../../net/appState';
import { ServerStatusCodeError } from '../../net/refused';
import { type Chat, chatCollection, saveChat } from './chat';
import { type Mute, muteCollection } from './mute';

async function setArchive(chat: Chat, archived: boolean): Promise<void> {
  await synchronise('chatSettings', { chat: chat.id.toString(), archived });
  chat.archive = archived;
  await saveChat(chat);
}

const PIN_LIMIT = 3;

/** Pins a chat; stores the time in milliseconds. Rejects at the maximum of pinned chats. */
async function setPin(chat: Chat, pinned: boolean): Promise<void> {
  const others = chatCollection.countWhere((other) => other !== chat && Boolean(other.pin));
  if (pinned && others >= PIN_LIMIT) {
    throw new ServerStatusCodeError(405);
  }
  const pin = pinned ? Date.now() : 0;
  await synchronise('chatSettings', { chat: chat.id.toString(), pin });
  chat.pin = pinned ? pin : undefined;
  await saveChat(chat);
}

// A mute is a separate model; its chat stores it.
muteCollection.on('change:expiration', (mute: Mute) => {
  const chat = chatCollection.get(mute.id);
  if (chat !== undefined && chat.muteExpiration !== mute.expiration) {
    chat.muteExpiration = mute.expiration;
    saveChat(chat).catch(reportError);
  }
});

/** Rejects if there is nothing to change, or the server refuses. */
function setArchiveOfChat(chat: Chat, archived: boolean, _showToast?: boolean): Promise<void> {
  return Boolean(chat.archive) === archived
    ? Promise.reject(new Error('ActionError'))
    : setArchive(chat, archived);
}

define('WAWebSetArchiveChatAction', { setArchive: setArchiveOfChat });
define('WAWebChatDbUpdatesApi', { setArchive });
define('WAWebSetPinChatAction', { setPin });
define('WAWebChatPinBridge', {
  getNumConversationsPinned: () => chatCollection.countWhere((chat) => chat.pin !== undefined),
  getPinLimit: () => PIN_LIMIT,
});
