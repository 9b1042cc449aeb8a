import type { AnswerOf, ArgsOf, Context } from '../call/context';
import { requirePaceKept } from '../failure';
import { type Group, groupOf, requireAdmin } from '../ids/groups';
import { isSame, type Person, personId, personOf } from '../ids/people';
import { phoneNumberOrSelf } from '../ids/wids';
import { plainWid } from '../models/plain';
import type { Page, Wid } from '../page';
import { who, whoAs } from '../shapes/numbers';
import { answerMembershipRequests, updateGroup } from '../workarounds';
import type { OperationsOf } from './types';

type Decision = AnswerOf<'groupChatApproveGroupMembershipRequests'>;
type Options = ArgsOf<'groupChatApproveGroupMembershipRequests'>['options'];

export const membershipRequests: OperationsOf<
  | 'groupChatGetGroupMembershipRequests'
  | 'groupChatApproveGroupMembershipRequests'
  | 'groupChatRejectGroupMembershipRequests'
> = {
  async groupChatGetGroupMembershipRequests({ chatId }, { page }) {
    const requests = await pending(page, await groupOf(page, chatId));
    const result = requests.map(({ id, addedBy, parentGroupId, requestMethod, t }) => ({
      id: plainWid(phoneNumberOrSelf(page, id)),
      ...who(page, id),
      addedBy: plainWid(phoneNumberOrSelf(page, addedBy)),
      ...whoAs(page, 'addedBy', addedBy),
      parentGroupId: parentGroupId ? plainWid(parentGroupId) : null,
      requestMethod,
      t,
    }));
    return { success: true, result };
  },

  async groupChatApproveGroupMembershipRequests({ chatId, options }, context) {
    return decide(context, await groupOf(context.page, chatId), options, 'Approve');
  },

  async groupChatRejectGroupMembershipRequests({ chatId, options }, context) {
    return decide(context, await groupOf(context.page, chatId), options, 'Reject');
  },
};

const done = { Approve: 'Approved successfully', Reject: 'Rejected successfully' } as const;

/** The original API's names for the statuses of WhatsApp's server. */
const problems: Readonly<Record<number, string>> = {
  400: 'ParticipantNotFoundError',
  401: 'ParticipantNotAuthorizedError',
  403: 'ParticipantForbiddenError',
  404: 'ParticipantRequestNotFoundError',
  408: 'ParticipantTemporarilyBlockedError',
  409: 'ParticipantConflictError',
  412: 'ParticipantParentLinkedGroupsResourceConstraintError',
  500: 'ParticipantResourceConstraintError',
};

async function pending(page: Page, group: Group) {
  requireAdmin(group);
  await updateGroup(page, group.chat.id);
  return page.wpp.group.getMembershipRequests(group.chat.id.toString());
}

async function decide(
  { page, named }: Context,
  group: Group,
  options: Options,
  action: 'Approve' | 'Reject',
): Promise<Decision> {
  const ids = [options?.requesterIds ?? []].flat();
  const people =
    ids.length === 0
      ? (await pending(page, group)).map(({ id }) => asking(page, id))
      : await lookedUp(page, group, ids);
  const known = people.filter((person) => person.lid ?? person.phoneNumber);
  const answers =
    known.length === 0 ? [] : await answerMembershipRequests(page, group.chat.id, known, action);
  requirePaceKept(answers.map(({ error }) => statusOf(error)));
  const result = people.map((person) => {
    const answer = answers.find(({ wid }) => isSame(person, wid));
    const error = answer === undefined ? 404 : statusOf(answer.error);
    return {
      requesterId: named(person.named),
      ...who(page, person.named),
      ...(error === null ? {} : { error }),
      message: error === null ? done[action] : (problems[error] ?? 'ServerStatusCodeError'),
    };
  });
  return { success: true, result };
}

function asking(page: Page, id: Wid): Person {
  const phoneNumber = phoneNumberOrSelf(page, id);
  const isLid = id.server === 'lid';
  return {
    named: phoneNumber.toString(),
    ...(isLid ? { lid: id } : {}),
    ...(phoneNumber.server === 'c.us' ? { phoneNumber } : {}),
  };
}

async function lookedUp(page: Page, group: Group, ids: readonly string[]): Promise<Person[]> {
  requireAdmin(group);
  return Promise.all(
    ids.map(async (id) => {
      const person = await personOf(page, id, 'options.requesterIds');
      return person ?? { named: personId(id) };
    }),
  );
}

/** The server's status inside WhatsApp's error; null when there is no error. */
function statusOf(error: unknown): number | null {
  if (error === undefined || error === null) {
    return null;
  }
  const inner = (error as { value?: { error?: unknown } }).value?.error ?? error;
  const status = Number(inner);
  return Number.isFinite(status) && status !== 200 ? status : status === 200 ? null : 400;
}
