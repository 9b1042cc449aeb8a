import { Failure, refusal, statusOf } from '../failure';
import type { ChatModel, GroupMetadataModel, Page, Wid } from '../page';
import { anew } from './anew';
import { asked } from './asked';

/**
 * `WAWebGroupModifyInfoJob.setGroupDescription`: takes one object; wa-js's `group.setDescription`
 * still gives it four arguments. An empty text takes the description away.
 */
export async function setGroupDescription(
  page: Page,
  { id, descId }: GroupMetadataModel,
  text: string,
): Promise<void> {
  const { functions } = page.wpp.whatsapp;
  const set = functions.sendSetGroupDescription as unknown as (change: object) => Promise<void>;
  await set({
    desc: text === '' ? null : text,
    groupWid: id,
    newDescId: functions.randomHex(8),
    prevDescId: descId ?? null,
  });
}

/**
 * `WAWebGroupModifyInfoJob.setGroupProperty`: answers a refusal instead of rejecting, and wa-js's
 * `group.setProperty` does not look; it also asks for the wrong right before `announcement`.
 */
export async function setGroupProperty(
  page: Page,
  group: Wid,
  property: 'restrict' | 'announcement',
  isOn: boolean,
): Promise<void> {
  const { functions } = page.wpp.whatsapp;
  const set = functions.sendSetGroupProperty as unknown as (
    group: Wid,
    property: string,
    value: number,
  ) => Promise<{ name?: string } | undefined>;
  const answer = await set(group, property, isOn ? 1 : 0);
  if (answer?.name !== undefined && answer.name !== 'SetPropertyResponseSuccess') {
    const status = statusOf(answer);
    throw status === undefined
      ? new Failure('REFUSED_BY_WHATSAPP', `${answer.name}`)
      : refusal(status);
  }
}

/** What `createGroup` answers; `error` is the server's status of who is not in the group. */
export interface CreatedGroup {
  wid: Wid;
  participants: {
    wid: Wid;
    error?: number | null;
    type?: string;
    invite_code?: string | null;
    invite_code_exp?: string | null;
  }[];
}

type Created = CreatedGroup & { invitedOutContacts?: Outside[] };

interface GroupSettings {
  title: string;
  announce: boolean;
  restrict: boolean;
  memberAddMode: boolean;
  membershipApprovalMode: boolean;
  ephemeralDuration: number;
  parentGroupId: string | undefined;
}

/**
 * `WAWebGroupCreateJob.createGroup`: wa-js's `group.create` compares versions by a constant that none
 * of the bound modules has, refuses everybody when one is not on WhatsApp, and knows no settings.
 */
export async function createGroup(
  page: Page,
  { parentGroupId, ...settings }: GroupSettings,
  people: readonly Joining[],
): Promise<CreatedGroup> {
  const create = page.wpp.whatsapp.functions.createGroup as unknown as (
    settings: object,
    people: object[],
  ) => Promise<Created>;
  const parent = parentGroupId === undefined ? undefined : page.wpp.util.createWid(parentGroupId);
  const { invitedOutContacts = [], ...created } = await create(
    parent === undefined ? settings : { ...settings, parentGroupId: parent },
    people.map((person) => memberOf(person, true)),
  );
  const others = invitedOutContacts.map(outside).map(({ userWid, code, ...invite }) => ({
    ...invite,
    wid: userWid,
    error: Number(code),
  }));
  return { ...created, participants: [...created.participants, ...others] };
}

/** Somebody as the client's jobs about members want them. */
export interface Joining {
  lid?: Wid;
  phoneNumber?: Wid;
  /** Without an at sign. */
  username?: string;
}

/** What became of somebody who was to be added; `code` is the server's status, as text. */
export interface Joined {
  userWid: Wid;
  code: string;
  invite_code?: string | null;
  invite_code_exp?: string | null;
}

/**
 * `WAWebGroupModifyParticipantsJob.addGroupParticipants`: wa-js's `group.addParticipants` says that a LID whose
 * number it does not know is the number. By LID, the client's own interface also gives the username or the
 * number; the LID alone is given where neither is known.
 */
export async function addToGroup(
  page: Page,
  { id, isLidAddressingMode }: GroupMetadataModel,
  people: readonly Joining[],
): Promise<Joined[]> {
  const add = page.wpp.whatsapp.functions.sendAddParticipants as unknown as (
    group: Wid,
    people: Joining[],
  ) => Promise<{ participants?: Joined[]; invitedOutContacts?: Outside[] }>;
  const members = people.map((person) => memberOf(person, isLidAddressingMode === true));
  const { participants = [], invitedOutContacts = [] } = await add(id, members);
  return [...participants, ...invitedOutContacts.map(outside)];
}

/** Somebody whom WhatsApp does not take into a group by itself; 200 says that they can be invited. */
interface Outside extends Omit<Joined, 'userWid'> {
  phoneNumberWid: Wid;
}

function outside({ phoneNumberWid, code, ...invite }: Outside): Joined {
  return { ...invite, userWid: phoneNumberWid, code: code === '200' ? '403' : code };
}

/** A group that goes by numbers gets the number, where there is one. */
function memberOf({ lid, phoneNumber, username }: Joining, byLid: boolean): Joining {
  if (phoneNumber !== undefined && (lid === undefined || !byLid)) {
    return { phoneNumber };
  }
  return {
    ...(lid ? { lid } : {}),
    ...(phoneNumber ? { phoneNumber } : {}),
    ...(username && !phoneNumber ? { username } : {}),
  };
}

/**
 * `WAWebExitGroupAction.sendExitGroup`: answers false to every refusal, and so does wa-js's `group.leave`;
 * the chat's own promise of it says by which status.
 *
 * @throws Failure by the server's status when it refused
 */
export async function leaveGroup(page: Page, chat: ChatModel): Promise<void> {
  anew(chat, 'sendExit');
  const answer = page.wpp.whatsapp.functions.sendExitGroup(chat);
  const { sendExit } = (chat as { promises?: { sendExit?: unknown } }).promises ?? {};
  const reason = Promise.resolve(sendExit).then(() => undefined, statusOf);
  if ((await (answer as Promise<unknown>)) === false) {
    const status = await reason;
    throw status === undefined
      ? new Failure('REFUSED_BY_WHATSAPP', 'the group cannot be left')
      : refusal(status);
  }
}

/** `WAWebGroupQueryBridge.sendQueryGroupInvite`: wa-js takes every error for a wrong code. */
export async function queryInvite(
  page: Page,
  code: string,
): Promise<{ id: Wid; membershipApprovalMode?: boolean }> {
  return (await asked(page.wpp.whatsapp.functions.sendQueryGroupInvite(code))).groupInfo;
}

/**
 * `WAWebGroupInviteJob.joinGroupViaInvite`: as wa-js's `group.join`, which would ask about the code
 * again and take every error for a wrong one. Answers whether an admin has to approve.
 */
export async function joinGroup(page: Page, code: string, approval: boolean): Promise<boolean> {
  try {
    await page.wpp.whatsapp.functions.joinGroupViaInvite(code, approval);
    return approval;
  } catch (error) {
    const unexpected = error as { name?: unknown; membershipApprovalMode?: unknown };
    if (unexpected.name === 'UnexpectedJoinGroupViaInviteResponse') {
      // The group's setting changed in between: it was done in the other way.
      return unexpected.membershipApprovalMode === true;
    }
    throw error;
  }
}

/**
 * `WAWebGroupQueryJob.queryAndUpdateGroupMetadataById`: asks the server about a group, its admins also
 * who wants to be let in. wa-js's `group.getMembershipRequests` reads what was stored when WhatsApp last
 * asked, and `GroupMetadataStore.update` asks only about groups that WhatsApp takes for stale.
 */
export async function updateGroup(page: Page, group: Wid): Promise<void> {
  const job = page.module<{
    queryAndUpdateGroupMetadataById?: (query: { id: Wid }) => Promise<void>;
  }>('WAWebGroupQueryJob');
  await asked(Promise.resolve(job?.queryAndUpdateGroupMetadataById?.({ id: group })));
}

/**
 * `WAWebGroupMembershipRequestsActionJob.membershipApprovalRequestAction`: wants both ids of a person;
 * wa-js's `group.approve` and `reject` give it one, and turn every error into one of their own.
 */
export function answerMembershipRequests(
  page: Page,
  group: Wid,
  people: readonly { lid?: Wid; phoneNumber?: Wid }[],
  action: 'Approve' | 'Reject',
): Promise<{ wid: Wid; error?: unknown }[]> {
  const answer = page.wpp.whatsapp.functions.membershipApprovalRequestAction as unknown as (
    group: Wid,
    people: object[],
    action: string,
  ) => Promise<{ wid: Wid; error?: unknown }[]>;
  return answer(
    group,
    people.map(({ lid, phoneNumber }) => ({ lid, phoneNumber })),
    action,
  );
}

/**
 * `WAWebFindCommonGroupsContactAction.findCommonGroups`: wa-js's `contact.getCommonGroups` finds none
 * with who is in no address book and no chat; the function itself wants no more than an id.
 */
export async function groupsWith(page: Page, id: Wid): Promise<Wid[]> {
  const { ContactModel, ContactStore, functions } = page.wpp.whatsapp;
  const contact = ContactStore.get(id) ?? new ContactModel({ id });
  const groups = await asked(Promise.resolve(functions.findCommonGroups(contact)));
  return (groups?.getModelsArray() ?? []).map((group) => group.id);
}
