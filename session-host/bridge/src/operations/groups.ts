import type { AnswerOf, ArgsOf } from '../call/context';
import { Failure, failureOf } from '../failure';
import { existingChat } from '../ids/chats';
import { isSame, type Person, personId, personOf } from '../ids/people';
import { widOf } from '../ids/wids';
import { type PlainWid, plain, plainWid } from '../models/plain';
import type { Page, Wid } from '../page';
import { numbered, who } from '../shapes/numbers';
import { type CreatedGroup, createGroup, groupsWith, joinGroup, queryInvite } from '../workarounds';
import { type Added, addedText, invited } from './groupInvitations';
import type { OperationsOf } from './types';

type CreateArguments = ArgsOf<'clientCreateGroup'>;
type Fate = AnswerOf<'clientCreateGroup'>['response']['participants'][string];
type InviteInfo = AnswerOf<'clientGetInviteInfo'>['inviteInfo'];

export const groups: OperationsOf<
  | 'clientCreateGroup'
  | 'clientAcceptInvite'
  | 'clientGetInviteInfo'
  | 'clientGetCommonGroups'
  | 'contactGetCommonGroups'
> = {
  async clientCreateGroup(request, { page, limits, messageId, named }) {
    const title = request.title ?? request.name ?? '';
    const names = [...new Set([request.participants ?? []].flat())];
    const people = await Promise.all(names.map((name) => lookedUp(page, name)));
    const group = await createGroup(page, settings(title, request), people.flatMap(person));
    const added = people.map((one) => fate(one, group));
    const options = request.options ?? {};
    const sent =
      (options.autoSendInviteV4 ?? true)
        ? await invited(page, group.wid, title, added, {
            comment: options.comment,
            messageId,
            limits,
          })
        : new Set<string>();
    const fates = added
      .map((one) => shown(page, one, sent))
      .map(([id, one]): [string, Fate] => [named(id), one]);
    const participants = [...creator(page, group), ...fates];
    return {
      success: true,
      response: {
        title,
        gid: plainWid(group.wid),
        participants: Object.fromEntries(participants),
      },
    };
  },

  async clientAcceptInvite({ inviteCode }, { page }) {
    const code = codeOf(inviteCode);
    const { id, membershipApprovalMode } = await invitation(page, code);
    const group = existingChat(page, id.toString());
    if (group !== null && page.wpp.whatsapp.GroupMetadataStore.get(id)?.participants.iAmMember()) {
      return { success: true, acceptInvite: id.toString(), pendingApproval: false };
    }
    const pendingApproval = await joinGroup(page, code, Boolean(membershipApprovalMode));
    return { success: true, acceptInvite: id.toString(), pendingApproval };
  },

  async clientGetInviteInfo({ inviteCode }, { page }) {
    const info = await invitation(page, codeOf(inviteCode));
    return { success: true, inviteInfo: numbered(page, plain(info)) as unknown as InviteInfo };
  },

  async clientGetCommonGroups({ contactId }, { page }) {
    return { success: true, groups: await commonGroups(page, contactId) };
  },

  async contactGetCommonGroups({ contactId }, { page }) {
    return { success: true, result: await commonGroups(page, contactId) };
  },
};

async function lookedUp(page: Page, name: string): Promise<Added> {
  const person = await personOf(page, name, 'participants');
  return { named: personId(name), person, code: person === null ? 404 : 0 };
}

const person = ({ person: one }: Added): Person[] => (one === null ? [] : [one]);

/** WhatsApp's names for a group's permissions; the two about admins are swapped there. */
function settings(title: string, { options }: CreateArguments) {
  const { announce, isAnnounce, isRestrict, memberAddMode, membershipApprovalMode } = options ?? {};
  return {
    title,
    announce: !(isAnnounce ?? announce ?? false),
    restrict: !(isRestrict ?? false),
    memberAddMode: memberAddMode ?? true,
    membershipApprovalMode: membershipApprovalMode ?? false,
    ephemeralDuration: options?.messageTimer ?? 0,
    parentGroupId: options?.parentGroupId,
  };
}

function fate(one: Added, { participants }: CreatedGroup): Added {
  const { person: somebody } = one;
  const answer = participants.find(({ wid }) => somebody !== null && isSame(somebody, wid));
  if (answer === undefined) {
    return one.code === 0 ? { ...one, code: 400 } : one;
  }
  const { invite_code: code, invite_code_exp: expires } = answer;
  return {
    ...one,
    code: answer.error ?? 200,
    invite: { code: code ?? null, expires: Number(expires) || null },
  };
}

function creator(page: Page, { participants }: CreatedGroup): [string, Fate][] {
  const own = participants.find(({ type }) => type === 'superadmin');
  const me = page.wpp.conn.getMyUserWid() ?? own?.wid;
  return own === undefined || !me
    ? []
    : [[me.toString(), { ...fateOf(page, me, 200, false), isGroupCreator: true }]];
}

function shown(page: Page, { named, code }: Added, sent: ReadonlySet<string>): [string, Fate] {
  return [named, fateOf(page, named, code, sent.has(named))];
}

function fateOf(page: Page, id: unknown, statusCode: number, isInviteV4Sent: boolean): Fate {
  return {
    ...who(page, id),
    statusCode,
    message: addedText(statusCode),
    isGroupCreator: false,
    isInviteV4Sent,
  };
}

/** The code in a caller's text: the code itself, or the link that ends with it. */
function codeOf(text: string): string {
  const code = text.trim().replace(/^(https?:\/\/)?chat\.whatsapp\.com\/(invite\/)?/, '');
  const [bare = ''] = code.split(/[?#]/);
  if (!/^[\w-]{1,64}$/.test(bare)) {
    throw new Failure('INVITE_CODE_NOT_FOUND');
  }
  return bare;
}

async function invitation(page: Page, code: string) {
  try {
    return await queryInvite(page, code);
  } catch (error) {
    const failure = failureOf(error);
    throw failure.code === 'REFUSED_BY_WHATSAPP' ? new Failure('INVITE_CODE_NOT_FOUND') : failure;
  }
}

/** The common groups with a person, under either id of the contact. */
async function commonGroups(page: Page, contactId: string): Promise<PlainWid[]> {
  const wid = widOf(page, personId(contactId), 'contactId');
  const found = await personOf(page, contactId, 'contactId');
  const ids = [found?.lid, found?.phoneNumber, wid].filter((id): id is Wid => id !== undefined);
  const groupIds = await Promise.all(ids.map((id) => groupsWith(page, id)));
  const byId = new Map(groupIds.flat().map((id) => [id.toString(), plainWid(id)]));
  return [...byId.values()];
}
