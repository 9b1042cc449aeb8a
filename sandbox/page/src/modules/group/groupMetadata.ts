import { define } from '../../loader/define';
import { BaseCollection, type Key } from '../../models/BaseCollection';
import { BaseModel, defineModel } from '../../models/BaseModel';
import { link } from '../../net/link';
import type { WireGroup } from '../../protocol';
import { records } from '../../store/storage';
import { lidPnCache } from '../contact/lidPnCache';
import { Wid } from '../ids/wid';
import { createWid } from '../ids/widFactory';
import { GroupParticipants, PastParticipant, PastParticipants } from './participant';

/** The metadata of a group. */
export class GroupMetadata extends BaseModel {
  declare id: Wid;
  declare subject: string;
  declare desc: string | undefined;
  declare announce: boolean;
  declare restrict: boolean;
  declare membershipApprovalMode: boolean | undefined;
  declare memberAddMode: string;
  declare participants: GroupParticipants;
  declare pastParticipants: PastParticipants;
  /** Whether the metadata may be outdated. */
  declare stale: boolean | undefined;

  override initialize(): void {
    this.set(
      {
        participants: this.participants ?? new GroupParticipants(() => this.restrict),
        pastParticipants: this.pastParticipants ?? new PastParticipants(PastParticipant),
      },
      { silent: true },
    );
  }

  canSetSubject(): boolean {
    return this.participants.iAmMember() && (!this.restrict || this.participants.iAmAdmin());
  }

  canSetDescription(): boolean {
    return this.canSetSubject();
  }

  canSetEphemeralSetting(): boolean {
    return this.canSetSubject();
  }

  /** Whether the account may change the group's permissions: only admins may. */
  canSetGroupProperty(): boolean {
    return this.participants.iAmAdmin();
  }

  triggerParticipantsChange(): void {
    this.trigger('change:participants', this);
  }

  hasJoined(): boolean {
    return this.participants.iAmMember();
  }

  isTrusted(): boolean {
    return true;
  }

  getCollection(): BaseCollection<GroupMetadata> {
    return groupMetadataCollection;
  }
}

defineModel({
  model: GroupMetadata,
  name: 'group-metadata',
  idClass: Wid,
  props: [
    'id',
    'subject',
    'subjectTime',
    'subjectOwner',
    'owner',
    'creation',
    'desc',
    'descId',
    'descTime',
    'descOwner',
    'announce',
    'restrict',
    'size',
    'ephemeralDuration',
    'isLidAddressingMode',
    'membershipApprovalMode',
    'memberAddMode',
    'groupType',
    'isParentGroup',
    'defaultSubgroup',
    'support',
    'suspended',
    'terminated',
  ],
  session: ['participants', 'pendingParticipants', 'pastParticipants', 'groupInviteLink', 'stale'],
});

define('WAWebGroupMetadataModel', { default: GroupMetadata });

class GroupMetadataCollectionImpl extends BaseCollection<GroupMetadata> {
  /**
   * As in the client: groups whose changes the server reports are up to date, so it is not asked.
   */
  override async findQuery(id: Key): Promise<GroupMetadata | undefined> {
    const known = this.get(id);
    return known !== undefined && known.stale === false ? known : askForGroup(id);
  }

  /** The sandbox has no communities; wa-js recognises the collection by this. */
  _handleParentGroupChange(): void {}
}

export const groupMetadataCollection = new GroupMetadataCollectionImpl(GroupMetadata);

define('WAWebGroupMetadataCollection', { default: groupMetadataCollection });

/** A group's metadata from the server, for a new or known group. */
export async function askForGroup(id: Key): Promise<GroupMetadata | undefined> {
  const { group } = await link.request('group', { group: String(id) });
  if (group === null) {
    // As in the real client: an unavailable group is known only by its id.
    const [bare] = groupMetadataCollection.add({ id: createWid(String(id)), stale: false });
    return bare;
  }
  await records().save({ groups: [group] });
  return mergeGroup(group);
}

/** A group's attributes by the client's names, as far as a non-member may know them. */
export function groupAttributes(group: WireGroup) {
  const { subject, subjectTime, creation, announce, restrict, membershipApprovalMode } = group;
  return {
    id: createWid(group.id),
    subject,
    subjectTime,
    owner: createWid(group.owner),
    creation,
    desc: group.desc ?? undefined,
    descId: group.descId ?? undefined,
    descTime: group.descTime ?? undefined,
    descOwner: group.descOwner === null ? undefined : createWid(group.descOwner),
    announce,
    restrict,
    membershipApprovalMode,
    size: group.participants.length,
    isParentGroup: false,
    isLidAddressingMode: true,
  };
}

/** Adds a group from the server to the collection. */
export function mergeGroup(group: WireGroup): GroupMetadata {
  const [model] = groupMetadataCollection.add(
    {
      ...groupAttributes(group),
      memberAddMode: group.memberAddMode,
      ephemeralDuration: group.ephemeralDuration,
      groupType: 'DEFAULT',
      stale: false,
    },
    { merge: true },
  );
  const metadata = model as GroupMetadata;
  metadata.participants.set(participantsOf(group));
  metadata.pastParticipants.set(
    group.pastParticipants.map(({ lid, ...left }) => ({ id: createWid(lid), ...left })),
  );
  metadata.triggerParticipantsChange();
  return metadata;
}

/** The members; visible phone numbers are stored. */
function participantsOf(group: WireGroup): object[] {
  return group.participants.map(({ lid, pn, isAdmin, isSuperAdmin }) => {
    const id = createWid(lid);
    if (pn !== null) {
      lidPnCache.add({ lid: id, pn: createWid(pn) });
    }
    return { id, isAdmin: isAdmin || isSuperAdmin, isSuperAdmin };
  });
}
