import { chats } from './chats';
import { contacts } from './contacts';
import { groupChats } from './groupChats';
import { groupMembers } from './groupMembers';
import { groups } from './groups';
import { membershipRequests } from './membershipRequests';
import { messages } from './messages';
import { send } from './send';
import { session } from './session';
import type { Operations } from './types';

/** Every operation that runs in the page: `tsc` fails when one is missing or answers another shape. */
export const operations: Operations = {
  ...session,
  ...send,
  ...chats,
  ...contacts,
  ...messages,
  ...groups,
  ...groupChats,
  ...groupMembers,
  ...membershipRequests,
};
