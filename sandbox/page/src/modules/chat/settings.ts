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

/** Keeps when a chat was pinned, in milliseconds; rejects when as many others are as may be. */
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

// A mute is a model of its own; its chat keeps it.
muteCollection.on('change:expiration', (mute: Mute) => {
  const chat = chatCollection.get(mute.id);
  if (chat !== undefined && chat.muteExpiration !== mute.expiration) {
    chat.muteExpiration = mute.expiration;
    saveChat(chat).catch(reportError);
  }
});

/** Rejects where there is nothing to change, and when the server does not take it. */
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
