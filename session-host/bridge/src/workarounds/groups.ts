import { Failure, refusal, statusOf } from '../failure';
import type { ChatModel, GroupMetadataModel, Page, Wid } from '../page';
import { anew } from './anew';
import { asked } from './asked';

/**
 * `WAWebGroupModifyInfoJob.setGroupDescription`: takes one object; wa-js's `group.setDescription`
 * still passes four arguments. An empty text removes the description.
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
 * `WAWebGroupModifyInfoJob.setGroupProperty`: returns a refusal instead of rejecting, which wa-js's
 * `group.setProperty` ignores; it also checks the wrong permission for `announcement`.
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

/**
 * The result of `createGroup`; `error` is the server's status for a person who is not in the group.
 */
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
 * `WAWebGroupCreateJob.createGroup`: wa-js's `group.create` compares versions by a constant that
 * none of the bound modules has, refuses all people when one is not on WhatsApp, and supports no
 * settings.
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

/** A person in the form of the client's jobs about members. */
export interface Joining {
  lid?: Wid;
  phoneNumber?: Wid;
  /** Without an at sign. */
  username?: string;
}

/** The result for a person who was to be added; `code` is the server's status, as text. */
export interface Joined {
  userWid: Wid;
  code: string;
  invite_code?: string | null;
  invite_code_exp?: string | null;
}

/**
 * `WAWebGroupModifyParticipantsJob.addGroupParticipants`: wa-js's `group.addParticipants` sends a
 * LID with an unknown number as if it were the number. By LID, the client's own interface also
 * sends the username or the number, and only the LID if neither is known.
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

/** A person whom WhatsApp does not add to a group; 200 means that the person can be invited. */
interface Outside extends Omit<Joined, 'userWid'> {
  phoneNumberWid: Wid;
}

function outside({ phoneNumberWid, code, ...invite }: Outside): Joined {
  return { ...invite, userWid: phoneNumberWid, code: code === '200' ? '403' : code };
}

/** The form of a member; a group that uses numbers gets the number, if it is known. */
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
 * `WAWebExitGroupAction.sendExitGroup`: returns false for every refusal, and so does wa-js's
 * `group.leave`; the chat's own promise contains the status.
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

/** `WAWebGroupQueryBridge.sendQueryGroupInvite`: wa-js treats every error as a wrong code. */
export async function queryInvite(
  page: Page,
  code: string,
): Promise<{ id: Wid; membershipApprovalMode?: boolean }> {
  return (await asked(page.wpp.whatsapp.functions.sendQueryGroupInvite(code))).groupInfo;
}

/**
 * `WAWebGroupInviteJob.joinGroupViaInvite`: as in wa-js's `group.join`, which would look the code
 * up again and treat every error as a wrong code. Resolves to whether an admin must approve.
 */
export async function joinGroup(page: Page, code: string, approval: boolean): Promise<boolean> {
  try {
    await page.wpp.whatsapp.functions.joinGroupViaInvite(code, approval);
    return approval;
  } catch (error) {
    const unexpected = error as { name?: unknown; membershipApprovalMode?: unknown };
    if (unexpected.name === 'UnexpectedJoinGroupViaInviteResponse') {
      // The group's setting changed in between, so the request was handled in the other way.
      return unexpected.membershipApprovalMode === true;
    }
    throw error;
  }
}

/**
 * `WAWebGroupQueryJob.queryAndUpdateGroupMetadataById`: asks the server about a group; admins also
 * get the requests to join. wa-js's `group.getMembershipRequests` reads what was stored at
 * WhatsApp's last request, and `GroupMetadataStore.update` asks only about groups that WhatsApp
 * considers stale.
 */
export async function updateGroup(page: Page, group: Wid): Promise<void> {
  const job = page.module<{
    queryAndUpdateGroupMetadataById?: (query: { id: Wid }) => Promise<void>;
  }>('WAWebGroupQueryJob');
  await asked(Promise.resolve(job?.queryAndUpdateGroupMetadataById?.({ id: group })));
}

/**
 * `WAWebGroupMembershipRequestsActionJob.membershipApprovalRequestAction`: needs both ids of a
 * person; wa-js's `group.approve` and `reject` pass one, and turn every error into their own.
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
 * `WAWebFindCommonGroupsContactAction.findCommonGroups`: wa-js's `contact.getCommonGroups` finds
 * none for a person who is in no address book and no chat; the function itself only needs an id.
 */
export async function groupsWith(page: Page, id: Wid): Promise<Wid[]> {
  const { ContactModel, ContactStore, functions } = page.wpp.whatsapp;
  const contact = ContactStore.get(id) ?? new ContactModel({ id });
  const groups = await asked(Promise.resolve(functions.findCommonGroups(contact)));
  return (groups?.getModelsArray() ?? []).map((group) => group.id);
}
