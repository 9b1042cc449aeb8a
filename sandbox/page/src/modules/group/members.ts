import { define } from '../../loader/define';
import { link } from '../../net/link';
import { ServerStatusCodeError } from '../../net/refused';
import { isMeAccount } from '../account/userPrefs';
import type { Chat } from '../chat/chat';
import type { Wid } from '../ids/wid';
import { createWid } from '../ids/widFactory';
import { idOf, type Member } from './createGroup';
import { changing } from './notices';
import type { GroupParticipants, Participant } from './participant';

type Action = 'add' | 'remove' | 'promote' | 'demote';

async function change(group: Wid, action: Action, users: string[]) {
  const id = group.toString();
  const asked = link.request('groupMembers', { group: id, action, users });
  const { results } = await changing(id, asked);
  return {
    status: 207,
    participants: results.map(({ user, code, inviteCode, inviteExpires }) => ({
      userWid: createWid(user),
      code: String(code),
      invite_code: inviteCode,
      invite_code_exp: inviteExpires === null ? null : String(inviteExpires),
    })),
  };
}

const texts = (users: Wid[]): string[] => users.map(String);

const job = define('WAWebGroupModifyParticipantsJob', {
  addGroupParticipants: (group: Wid, members: Member[], _outContacts: Wid[] = []) =>
    change(group, 'add', members.map(idOf)),
  removeGroupParticipants: (group: Wid, users: Wid[]) => change(group, 'remove', texts(users)),
  promoteGroupParticipants: (group: Wid, users: Wid[]) => change(group, 'promote', texts(users)),
  demoteGroupParticipants: (group: Wid, users: Wid[]) => change(group, 'demote', texts(users)),
});

/** A refused action of the client's user, without asking the server. */
class ActionError extends Error {
  override readonly name = 'ActionError';
}

function acted(
  allowed: (participants: GroupParticipants, one: Participant) => boolean,
  act: (group: Wid, users: Wid[]) => Promise<object>,
) {
  return async (chat: Chat, members: Participant[]): Promise<object> => {
    const participants = chat.groupMetadata?.participants;
    if (participants === undefined || !members.every((one) => allowed(participants, one))) {
      throw new ActionError();
    }
    return act(
      chat.id,
      members.map(({ id }) => id),
    );
  };
}

const promote = acted((all, one) => all.canPromote(one), job.promoteGroupParticipants);
const demote = acted((all, one) => all.canDemote(one), job.demoteGroupParticipants);

define('WAWebModifyParticipantsGroupAction', {
  addParticipants: acted(
    (all, one) => all.canAdd() && all.get(one.id) === undefined,
    (group, users) =>
      job.addGroupParticipants(
        group,
        users.map((user) => (user.isLid() ? { lid: user } : { phoneNumber: user })),
      ),
  ),
  removeParticipants: acted((all, one) => all.canRemove(one), job.removeGroupParticipants),
  promoteParticipants: promote,
  demoteParticipants: demote,
  promoteCommunityParticipants: promote,
  demoteCommunityParticipants: demote,
});

/**
 * Leaves a group; concurrent requests share one. Returns false, instead of rejecting, when the
 * server refuses; the chat's promise rejects.
 */
async function sendExitGroup(chat: Chat): Promise<boolean> {
  const id = chat.id.toString();
  chat.promises.sendExit ??= changing(id, link.request('groupLeave', { group: id }));
  try {
    await chat.promises.sendExit;
  } catch (error) {
    if (error instanceof ServerStatusCodeError) {
      return false;
    }
    throw error;
  } finally {
    delete chat.promises.sendExit;
  }
  const { participants } = chat.groupMetadata ?? {};
  participants?.remove(participants.filter(({ id }) => isMeAccount(id)));
  return true;
}

define('WAWebExitGroupAction', { sendExitGroup });
