import { Failure } from '../failure';
import { participantsOf } from '../ids/groups';
import type { ChatModel, Page } from '../page';
import { blockList, isBlocked } from '../shapes/contact';

/**
 * Checks the conditions that WhatsApp's interface checks before it offers to write. Its send
 * functions check none of them for groups: the server then refuses with one of many numbers; and
 * for a file to a blocked person it only reports a failure.
 *
 * @throws Failure CONTACT_BLOCKED, NOT_ALLOWED_IN_GROUP
 */
export function requireAllowed(page: Page, chat: ChatModel): void {
  if (chat.id.isGroup()) {
    requireAllowedInGroup(chat);
  } else if (isBlocked(page, chat.id, blockList(page))) {
    throw new Failure('CONTACT_BLOCKED');
  }
}

function requireAllowedInGroup({ canSend, isReadOnly, groupMetadata }: ChatModel): void {
  const { suspended, terminated, participants } = (groupMetadata ?? {}) as {
    suspended?: boolean;
    terminated?: boolean;
    participants?: { iAmMember(): boolean };
  };
  if (suspended || terminated) {
    throw new Failure('NOT_ALLOWED_IN_GROUP', 'WhatsApp has closed the group');
  }
  // A group whose members are not loaded seems empty.
  const isKnown = groupMetadata !== undefined && participantsOf(groupMetadata).length > 0;
  if (isKnown && participants?.iAmMember() === false) {
    throw new Failure('NOT_ALLOWED_IN_GROUP', 'the account is not a member of the group');
  }
  if (canSend === false || isReadOnly === true) {
    throw new Failure('NOT_ALLOWED_IN_GROUP', 'only admins write in the group');
  }
}
