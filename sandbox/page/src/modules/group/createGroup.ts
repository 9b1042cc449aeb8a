import { define } from '../../loader/define';
import { link } from '../../net/link';
import { ServerStatusCodeError } from '../../net/refused';
import type { Wid } from '../ids/wid';
import { createWid } from '../ids/widFactory';

/** A person in the form of jobs about members. */
export interface Member {
  phoneNumber?: Wid;
  lid?: Wid;
  username?: string;
}

interface NewGroup {
  title: string;
  /** These two are inverted, as in the real client: true means open to all. */
  announce: boolean;
  restrict: boolean;
  memberAddMode: boolean;
  membershipApprovalMode: boolean;
  ephemeralDuration?: number;
}

/**
 * The id by which the server is asked about a person. As in the client, a LID is sent with the
 * caller's phone number; the server accepts no LID in its place.
 */
export const idOf = ({ lid, phoneNumber }: Member): string => {
  const wid = lid ?? phoneNumber;
  if (wid === undefined) {
    throw new TypeError('a member has a LID or a phone number');
  }
  if (wid.isLid() && phoneNumber?.isLid()) {
    throw new ServerStatusCodeError(400, 'bad-request');
  }
  return wid.toString();
};

/** Creates a group; its chat comes by the server's notification. */
async function createGroup(options: NewGroup, members: Member[], _outContacts: Wid[] = []) {
  const { group, results } = await link.request('groupCreate', {
    subject: options.title,
    users: members.map(idOf),
    announce: !options.announce,
    restrict: !options.restrict,
    membersAdd: options.memberAddMode !== false,
    approval: options.membershipApprovalMode !== false,
    ephemeralDuration: options.ephemeralDuration ?? 0,
  });
  return {
    wid: createWid(group.id),
    subject: group.subject,
    creator: createWid(group.owner),
    ts: group.creation,
    participants: results.map(({ user, code, inviteCode, inviteExpires }) => ({
      wid: createWid(user),
      error: code === 200 ? null : code,
      type: user === group.owner ? 'superadmin' : 'participant',
      invite_code: inviteCode ?? undefined,
      invite_code_exp: inviteExpires === null ? undefined : String(inviteExpires),
    })),
    invitedOutContacts: [],
  };
}

class GroupAlreadyExistsError extends Error {}

define('WAWebGroupCreateJob', { createGroup, GroupAlreadyExistsError });
