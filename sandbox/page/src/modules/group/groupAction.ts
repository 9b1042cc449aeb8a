import { define } from '../../loader/define';
import type { WireGroup } from '../../protocol';
import { records } from '../../store/storage';
import type { Wid } from '../ids/wid';
import { createWid } from '../ids/widFactory';
import { groupMetadataCollection, mergeGroup } from './groupMetadata';

type ActionType = 'add' | 'remove' | 'promote' | 'demote';

interface GroupAction {
  actionType: ActionType;
  participants: { id: Wid }[];
}

/** wa-js makes `group.participant_changed` from these calls. */
const actions = define('WAWebUpdateDbForGroupActionApi', {
  updateDBForGroupAction: async (_meta: { chatId: Wid }, _action: GroupAction) => undefined,
});

/** Applies a group's new state, and reports members who came, left, or changed roles. */
export async function applyGroup(group: WireGroup): Promise<void> {
  const chatId = createWid(group.id);
  const before = roles(chatId);
  mergeGroup(group);
  await records().save({ groups: [group] });
  if (before === undefined) {
    return;
  }
  for (const action of differences(before, roles(chatId) ?? new Map())) {
    await actions.updateDBForGroupAction({ chatId }, action);
  }
}

/** Members, and whether each is an admin. */
type Roles = Map<Wid, boolean>;

function roles(group: Wid): Roles | undefined {
  const participants = groupMetadataCollection.get(group)?.participants;
  return participants && new Map(participants.map(({ id, isAdmin }) => [id, isAdmin]));
}

function differences(before: Roles, after: Roles): GroupAction[] {
  const stayed = [...after.keys()].filter((id) => before.has(id));
  const found: Record<ActionType, Wid[]> = {
    add: [...after.keys()].filter((id) => !before.has(id)),
    remove: [...before.keys()].filter((id) => !after.has(id)),
    promote: stayed.filter((id) => after.get(id) === true && before.get(id) === false),
    demote: stayed.filter((id) => after.get(id) === false && before.get(id) === true),
  };
  return (Object.entries(found) as [ActionType, Wid[]][])
    .filter(([, ids]) => ids.length > 0)
    .map(([actionType, ids]) => ({ actionType, participants: ids.map((id) => ({ id })) }));
}
