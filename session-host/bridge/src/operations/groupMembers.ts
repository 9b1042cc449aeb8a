import type { ArgsOf } from '../call/context';
import { refusal, requirePaceKept } from '../failure';
import {
  type Group,
  groupOf,
  type Participant,
  participantsOf,
  refused,
  requireAdmin,
  requireMayAdd,
  waitUntilKnown,
} from '../ids/groups';
import { isSame, type Person, personId, personOf } from '../ids/people';
import type { Page } from '../page';
import { membersShape } from '../shapes/group';
import { who } from '../shapes/numbers';
import type { GroupParticipant } from '../shapes/types';
import { addToGroup } from '../workarounds';
import { type Added, addedText, invited } from './groupInvitations';
import type { OperationsOf } from './types';

type Named = Pick<ArgsOf<'groupChatAddParticipants'>, 'contactIds' | 'participantIds'>;
type Changed = { success: true; participants: GroupParticipant[]; result: { status: 200 } };

export const groupMembers: OperationsOf<
  | 'groupChatAddParticipants'
  | 'groupChatRemoveParticipants'
  | 'groupChatPromoteParticipants'
  | 'groupChatDemoteParticipants'
> = {
  async groupChatAddParticipants(
    { chatId, options, ...people },
    { page, limits, messageId, named },
  ) {
    const group = await groupOf(page, chatId);
    requireMayAdd(group);
    const { autoSendInviteV4, comment } = options ?? {};
    const added = await add(page, group, await lookedUp(page, people));
    const joined = added.flatMap(({ person, code }) => (code === 200 && person ? [person] : []));
    await waitUntilKnown(page, group, () => joined.every((person) => memberAs(group, person)));
    const sent =
      (autoSendInviteV4 ?? true)
        ? await invited(page, group.chat.id, group.metadata.subject ?? '', added, {
            comment,
            messageId,
            limits,
          })
        : new Set<string>();
    const result = added.map(({ named: id, code }) => [
      named(id),
      {
        ...who(page, id),
        code,
        message: addedText(code),
        isInviteV4Sent: sent.has(id),
      },
    ]);
    return {
      success: true,
      participants: membersShape(page, group.metadata),
      result: Object.fromEntries(result),
    };
  },

  async groupChatRemoveParticipants({ chatId, ...named }, { page }) {
    const { group, members } = await membersOf(page, chatId, named);
    if (members.some((member) => member.isSuperAdmin)) {
      throw refused("the group's creator cannot be removed");
    }
    return changed(page, group, members, 'removeParticipants');
  },

  async groupChatPromoteParticipants({ chatId, ...named }, { page }) {
    const { group, members } = await membersOf(page, chatId, named);
    const others = members.filter((member) => !member.isAdmin);
    return changed(page, group, others, 'promoteParticipants');
  },

  async groupChatDemoteParticipants({ chatId, ...named }, { page }) {
    const { group, members } = await membersOf(page, chatId, named);
    const admins = members.filter((member) => member.isAdmin);
    if (admins.some((member) => member.isSuperAdmin)) {
      throw refused("the group's creator stays an admin");
    }
    return changed(page, group, admins, 'demoteParticipants');
  },
};

/** The caller's names with the people; null when the id is not on WhatsApp. */
type Names = [name: string, person: Person | null][];

async function lookedUp(page: Page, { contactIds, participantIds }: Named): Promise<Names> {
  const field = participantIds === undefined ? 'contactIds' : 'participantIds';
  const names = [...new Set([participantIds ?? contactIds ?? []].flat())];
  return Promise.all(
    names.map(async (name): Promise<Names[number]> => [name, await personOf(page, name, field)]),
  );
}

function memberAs({ metadata }: Group, person: Person): Participant | undefined {
  return participantsOf(metadata).find(({ id }) => isSame(person, id));
}

/** Adds, in one request, those who are on WhatsApp and not in the group yet. */
async function add(page: Page, group: Group, names: Names): Promise<Added[]> {
  const results = names.map(([name, person]): Added & { person: Person | null } => {
    const isMember = person !== null && memberAs(group, person) !== undefined;
    return { named: personId(name), person, code: person === null ? 404 : isMember ? 409 : 0 };
  });
  const fresh = results.filter(({ code }) => code === 0);
  if (fresh.length === 0) {
    return results;
  }
  const people = fresh.flatMap(({ person }) => person ?? []);
  const answer = await addToGroup(page, group.metadata, people);
  const all = results.map((result) => {
    const { person } = result;
    const one = answer.find(({ userWid }) => person !== null && isSame(person, userWid));
    if (result.code !== 0) {
      return result;
    }
    return one === undefined
      ? { ...result, code: 400 }
      : {
          ...result,
          code: Number(one.code),
          invite: { code: one.invite_code ?? null, expires: Number(one.invite_code_exp) || null },
        };
  });
  requirePaceKept(all.filter((_, at) => results[at]?.code === 0).map(({ code }) => code));
  return all;
}

/** The named members of the group without the account itself, which must be an admin. */
async function membersOf(
  page: Page,
  chatId: string,
  named: Named,
): Promise<{ group: Group; members: Participant[] }> {
  const group = await groupOf(page, chatId);
  requireAdmin(group);
  const names = await lookedUp(page, named);
  const members = participantsOf(group.metadata).filter(({ id }) =>
    names.some(([, person]) => person !== null && isSame(person, id)),
  );
  return { group, members };
}

type Change = 'removeParticipants' | 'promoteParticipants' | 'demoteParticipants';

/** Whether a member, or its absence, shows a change. */
const isChanged: Readonly<Record<Change, (member: Participant | undefined) => boolean>> = {
  removeParticipants: (member) => member === undefined,
  promoteParticipants: (member) => member?.isAdmin === true,
  demoteParticipants: (member) => member?.isAdmin !== true,
};

/** Changes members, if there are any to change, and returns the members afterwards. */
async function changed(
  page: Page,
  group: Group,
  members: readonly Participant[],
  change: Change,
): Promise<Changed> {
  if (members.some(({ id }) => isMyself(page, id))) {
    throw refused('the account itself leaves by groupChat/leave, and keeps its own role');
  }
  if (members.length > 0) {
    const ids = members.map(({ id }) => id.toString());
    const answer: unknown = await page.wpp.group[change](group.chat.id.toString(), ids);
    requireDone(answer);
    const now = (id: string): Participant | undefined =>
      participantsOf(group.metadata).find((member) => member.id.toString() === id);
    await waitUntilKnown(page, group, () => ids.every((id) => isChanged[change](now(id))));
  }
  const participants = membersShape(page, group.metadata);
  return { success: true, participants, result: { status: 200 } };
}

function isMyself(page: Page, id: unknown): boolean {
  const { conn } = page.wpp;
  const own = [conn.getMyUserLid(), conn.getMyUserWid()];
  return own.some((wid) => wid?.toString() === String(id));
}

/** The status with which the server asks for a slower pace. */
const tooFast = 429;

/** Checks the status per person in WhatsApp's answer, which wa-js's types do not contain. */
function requireDone(answer: unknown): void {
  const { participants } = (answer ?? {}) as { participants?: { code?: unknown }[] };
  const codes = (participants ?? []).map(({ code }) => Number(code ?? 200));
  if (codes.length > 0 && codes.every((code) => code !== 200)) {
    throw refusal(codes.includes(tooFast) ? tooFast : Number(codes[0]));
  }
}
