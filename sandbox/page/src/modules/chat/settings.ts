import { define } from '../../loader/define';
import { link } from '../../net/link';
import { records } from '../../store/storage';
import { cmd } from '../account/cmd';
import { unixTime } from '../library/time';
import { type Chat, chatCollection, chatRecord } from './chat';
import { type Mute, muteCollection } from './mute';

async function setArchive(chat: Chat, archived: boolean): Promise<void> {
  await link.request('chatSettings', { chat: chat.id.toString(), archived });
  chat.archive = archived;
  await records().save({ chats: [chatRecord(chat)] });
}

async function setPin(chat: Chat, pinned: boolean): Promise<void> {
  const pin = pinned ? unixTime() : 0;
  await link.request('chatSettings', { chat: chat.id.toString(), pin });
  chat.pin = pinned ? pin : undefined;
  await records().save({ chats: [chatRecord(chat)] });
}

// A mute is a model of its own; its chat keeps it.
muteCollection.on('change:expiration', (mute: Mute) => {
  const chat = chatCollection.get(mute.id);
  if (chat !== undefined && chat.muteExpiration !== mute.expiration) {
    chat.muteExpiration = mute.expiration;
    records()
      .save({ chats: [chatRecord(chat)] })
      .catch(reportError);
  }
});

// As in the client, who archives through the command bus does not learn whether it worked.
cmd.on('archive_chat', (chat: Chat, archived: boolean) => {
  setArchive(chat, archived).catch(() => undefined);
});
cmd.on('pin_chat', (chat: Chat, pinned: boolean) => {
  setPin(chat, pinned).catch(() => undefined);
});

define('WAWebChatDbUpdatesApi', { setArchive });
define('WAWebSetPinChatAction', { setPin });
define('WAWebChatPinBridge', {
  getNumConversationsPinned: () => chatCollection.countWhere((chat) => chat.pin !== undefined),
  getPinLimit: () => 3,
});
