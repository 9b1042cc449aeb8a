import { define } from '../../loader/define';
import { link } from '../../net/link';
import type { Wid } from '../ids/wid';
import { createWid } from '../ids/widFactory';
import { idOf, type Member } from './createGroup';

interface MembershipRequest {
  id: Wid;
  t: number;
  addedBy: Wid;
  requestMethod: 'InviteLink';
  parentGroupId: Wid | undefined;
}

/** The requests to join by group, as last reported by the server. */
const requests = new Map<string, MembershipRequest[]>();

/** Asks the server for a group's requests to join. */
export async function fetchMembershipRequests(group: Wid): Promise<void> {
  const answer = await link.request('groupRequests', { group: group.toString() });
  requests.set(
    group.toString(),
    answer.requests.map(({ lid, t }) => ({
      id: createWid(lid),
      t,
      addedBy: createWid(lid),
      requestMethod: 'InviteLink',
      parentGroupId: undefined,
    })),
  );
}

define('WAWebApiMembershipApprovalRequestStore', {
  getMembershipApprovalRequests: async (group: Wid) => requests.get(group.toString()) ?? [],
});

const MembershipApprovalRequestAction = { Approve: 'Approve', Reject: 'Reject' } as const;

/**
 * The reasons why a request could not be approved or rejected: a name, and the server's number as
 * text.
 */
const PROBLEMS: Record<number, string> = {
  403: 'ParticipantForbidden',
  404: 'ParticipantRequestNotFound',
  409: 'ParticipantConflict',
};

async function membershipApprovalRequestAction(
  group: Wid,
  members: Member[],
  action: keyof typeof MembershipApprovalRequestAction,
) {
  const { results } = await link.request('groupDecision', {
    group: group.toString(),
    approve: action === 'Approve',
    users: members.map(idOf),
  });
  return results.map(({ user, code }) => ({
    wid: createWid(user),
    error:
      code === 200
        ? undefined
        : { name: PROBLEMS[code] ?? 'ParticipantBadRequest', value: { error: String(code) } },
  }));
}

define('WAWebGroupMembershipRequestsActionJob', {
  membershipApprovalRequestAction,
  MembershipApprovalRequestAction,
});
