import { define } from '../../loader/define';
import { link } from '../../net/link';
import type { WireGroup } from '../../protocol';
import type { Wid } from '../ids/wid';
import { createWid } from '../ids/widFactory';
import { askForGroup, groupAttributes, groupMetadataCollection } from './groupMetadata';
import { fetchMembershipRequests } from './membershipRequests';

/** The server's data of a group for a person with its invite code; nothing is stored. */
async function queryGroupInvite(code: string): Promise<object> {
  const { group } = await link.request('groupInviteInfo', { code });
  return info(group);
}

function info(group: WireGroup): object {
  return {
    ...groupAttributes(group),
    subjectOwner: createWid(group.owner),
    noFrequentlyForwarded: false,
    participants: group.participants.map(({ lid, isAdmin, isSuperAdmin }) => ({
      id: createWid(lid),
      isAdmin,
      isSuperAdmin,
    })),
  };
}

/** Asks for a group again; admins also get the requests to join. */
async function queryAndUpdateGroupMetadataById({ id }: { id: Wid }): Promise<void> {
  const metadata = await askForGroup(id);
  if (metadata?.participants.iAmAdmin() && metadata.membershipApprovalMode) {
    await fetchMembershipRequests(id);
  }
}

define('WAWebGroupQueryJob', {
  queryGroupInvite,
  queryAndUpdateGroupMetadataById,
  queryAllGroups: async () => groupMetadataCollection.filter((group) => group.hasJoined()),
});

define('WAWebGroupQueryBridge', {
  sendQueryGroup: (id: Wid) => askForGroup(id),
  sendQueryGroupInvite: async (code: string) => ({
    status: 200,
    groupInfo: await queryGroupInvite(code),
  }),
});
