import { Failure } from '../failure';
import { participantsOf } from '../ids/groups';
import type { ChatModel, Page } from '../page';
import { blockList, isBlocked } from '../shapes/contact';

/**
 * Checks what WhatsApp's page looks at before it offers to write. Its sends check none of it for groups: the
 * server refuses them, by one of many numbers; and of a file to somebody blocked it says no more than that
 * it failed.
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
  // A group whose members are not loaded has nobody in it.
  const isKnown = groupMetadata !== undefined && participantsOf(groupMetadata).length > 0;
  if (isKnown && participants?.iAmMember() === false) {
    throw new Failure('NOT_ALLOWED_IN_GROUP', 'the account is not a member of the group');
  }
  if (canSend === false || isReadOnly === true) {
    throw new Failure('NOT_ALLOWED_IN_GROUP', 'only admins write in the group');
  }
}
