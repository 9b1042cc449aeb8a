import { define } from '../../loader/define';
import type { Chat } from './chat';

define('WAWebChatGetters', {
  getId: (chat: Chat) => chat.id,
  getT: (chat: Chat) => chat.t,
  getName: (chat: Chat) => chat.name,
  getUnreadCount: (chat: Chat) => chat.unreadCount,
  getArchive: (chat: Chat) => chat.archive,
  getPin: (chat: Chat) => chat.pin,
  getLabels: (chat: Chat) => chat.labels,
  getMuteExpiration: (chat: Chat) => chat.muteExpiration,
  getIsReadOnly: (chat: Chat) => chat.isReadOnly,
  getIsUser: (chat: Chat) => chat.id.isUser(),
  getIsGroup: (chat: Chat) => chat.id.isGroup(),
  getIsBroadcast: (chat: Chat) => chat.id.isBroadcast(),
  getIsNewsletter: (chat: Chat) => chat.id.isNewsletter(),
  getIsPSA: (chat: Chat) => chat.id.isPSA(),
  getIsBot: (chat: Chat) => chat.id.isBot(),
  getCanUnread: (chat: Chat) => chat.unreadCount === 0,
  getHasUnread: (chat: Chat) => chat.unreadCount !== 0,
});

define('WAWebFrontendChatGetters', {
  getGroupMetadata: (chat: Chat) => chat.groupMetadata,
  getContact: (chat: Chat) => chat.contact,
  getMsgs: (chat: Chat) => chat.msgs,
  getFormattedTitle: (chat: Chat) => chat.formattedTitle,
  getMute: (chat: Chat) => chat.mute,
  getPresence: (chat: Chat) => chat.presence,
  getIsParentGroup: (_chat: Chat) => false,
  getShouldShowUnreadDivider: (chat: Chat) => chat.unreadCount > 0,
  getShouldAppearInList: (_chat: Chat) => true,
  getPreviewMessage: (chat: Chat) => chat.msgs.last(),
  getShowChangeNumberNotification: (_chat: Chat) => false,
});
