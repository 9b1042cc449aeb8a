import { define } from '../../loader/define';
import { link } from '../../net/link';
import type { Wid } from '../ids/wid';
import { createWid } from '../ids/widFactory';

/** The group turned out to have the other setting; `membershipApprovalMode` says which. */
class UnexpectedJoinGroupViaInviteResponse extends Error {
  override readonly name = 'UnexpectedJoinGroupViaInviteResponse';

  constructor(
    readonly gid: Wid,
    readonly membershipApprovalMode: boolean,
  ) {
    super('the group lets people in another way');
  }
}

/** Joins, or asks to join; the caller must know which of the two applies. */
async function joinGroupViaInvite(
  code: string,
  membershipApprovalMode: boolean,
): Promise<{ gid: Wid }> {
  const { group, pending } = await link.request('groupJoin', { code });
  const gid = createWid(group);
  if (pending !== membershipApprovalMode) {
    throw new UnexpectedJoinGroupViaInviteResponse(gid, pending);
  }
  return { gid };
}

define('WAWebGroupInviteJob', {
  joinGroupViaInvite,
  resetGroupInviteCode: (group: Wid) =>
    link.request('groupInvite', { group: group.toString(), revoke: true }),
});

define('WAWebMexFetchGroupInviteCodeJob', {
  fetchMexGroupInviteCode: async (group: Wid) => {
    const asked = link.request('groupInvite', { group: group.toString(), revoke: false });
    return (await asked).code;
  },
});
