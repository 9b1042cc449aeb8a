import { Failure } from '../failure';
import type { ChatModel, GroupMetadataModel, Page, Wid } from '../page';
import { waitUntil } from '../waiting';
import { asked, updateGroup } from '../workarounds';
import { openChat } from './chats';
import { widOf } from './wids';

/** A group as this page knows it; the server reports every change. */
export interface Group {
  chat: ChatModel;
  metadata: GroupMetadataModel;
}

/** A member of a group in WhatsApp's collection of them. */
export interface Participant {
  id: Wid;
  isAdmin?: boolean;
  isSuperAdmin?: boolean;
}

/**
 * The group with this id.
 *
 * @throws Failure NOT_A_GROUP, CHAT_NOT_FOUND when there is none that the account may see
 */
export async function groupOf(page: Page, chatId: string): Promise<Group> {
  if (widOf(page, chatId, 'chatId').server !== 'g.us') {
    throw new Failure('NOT_A_GROUP');
  }
  const chat = await openChat(page, chatId);
  return { chat, metadata: await knownMetadata(page, chat.id) };
}

/** The maximum time until this page learns of its own change. */
const changeDeadlineMs = 5_000;

/**
 * Waits until this page knows its own change of a group. It learns it from the server's
 * notification, which may follow the answer, so the server is asked too. After 5 s it does not wait
 * any longer: the change was made nevertheless.
 */
export async function waitUntilKnown(
  page: Page,
  { metadata }: Group,
  isKnown: () => boolean,
): Promise<void> {
  if (isKnown()) {
    return;
  }
  // Without an answer the notification still comes.
  updateGroup(page, metadata.id).catch(() => undefined);
  const { participants } = metadata;
  await waitUntil(
    isKnown,
    [
      [metadata, 'change'],
      [participants, 'add'],
      [participants, 'remove'],
    ],
    changeDeadlineMs,
  );
}

/** The metadata of a group; the server is asked if this page has none. */
async function knownMetadata(page: Page, id: Wid): Promise<GroupMetadataModel> {
  const { GroupMetadataStore } = page.wpp.whatsapp;
  await asked(GroupMetadataStore.update(id));
  const metadata = GroupMetadataStore.get(id);
  if (metadata === undefined) {
    throw new Failure('CHAT_NOT_FOUND');
  }
  return metadata;
}

export function participantsOf({ participants }: GroupMetadataModel): Participant[] {
  return (participants?.getModelsArray() ?? []) as unknown as Participant[];
}

/** A refusal that names its reason. */
export function refused(why: string): Failure {
  return new Failure('REFUSED_BY_WHATSAPP', `${why}`);
}

/** @throws Failure REFUSED_BY_WHATSAPP unless the account is in the group */
function requireMember({ metadata }: Group): void {
  if (!metadata.participants.iAmMember()) {
    throw refused('the account is not a member of the group');
  }
}

/** @throws Failure REFUSED_BY_WHATSAPP unless the account is in the group and its admin */
export function requireAdmin(group: Group): void {
  requireMember(group);
  if (!group.metadata.participants.iAmAdmin()) {
    throw notAdmin();
  }
}

/** @throws Failure REFUSED_BY_WHATSAPP unless the group lets the account bring others in */
export function requireMayAdd(group: Group): void {
  if (group.metadata.memberAddMode === 'all_member_add') {
    requireMember(group);
  } else {
    requireAdmin(group);
  }
}

/** @throws Failure REFUSED_BY_WHATSAPP unless the account may change what the group shows */
export function requireMayEdit(group: Group): void {
  if (group.metadata.restrict) {
    requireAdmin(group);
  } else {
    requireMember(group);
  }
}

export function notAdmin(): Failure {
  return refused('the account is not an admin of the group');
}
