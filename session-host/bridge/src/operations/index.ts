import { channelDirectory } from './channelDirectory';
import { channelMessages } from './channelMessages';
import { channelStaff } from './channelStaff';
import { channels } from './channels';
import { chatSettings } from './chatSettings';
import { chats } from './chats';
import { checkSend } from './checkSend';
import { contacts } from './contacts';
import { forward } from './forward';
import { groupChats } from './groupChats';
import { groupMembers } from './groupMembers';
import { groups } from './groups';
import { history } from './history';
import { labels } from './labels';
import { limits } from './limits';
import { media } from './media';
import { membershipRequests } from './membershipRequests';
import { messageChanges } from './messageChanges';
import { messageReads } from './messageReads';
import { messages } from './messages';
import { phoneNumbers } from './phoneNumbers';
import { pictures } from './pictures';
import { presence } from './presence';
import { profile } from './profile';
import { messageSearch } from './search';
import { send } from './send';
import { session } from './session';
import { statuses } from './statuses';
import type { Operations } from './types';

/**
 * The implementation of every operation of the page: `tsc` fails when one is missing or has another
 * shape.
 */
export const operations: Operations = {
  ...session,
  ...statuses,
  ...send,
  ...checkSend,
  ...limits,
  ...chats,
  ...chatSettings,
  ...labels,
  ...presence,
  ...profile,
  ...phoneNumbers,
  ...contacts,
  ...messages,
  ...history,
  ...media,
  ...pictures,
  ...groups,
  ...groupChats,
  ...groupMembers,
  ...membershipRequests,
  ...messageReads,
  ...messageChanges,
  ...messageSearch,
  ...forward,
  ...channels,
  ...channelMessages,
  ...channelStaff,
  ...channelDirectory,
};
