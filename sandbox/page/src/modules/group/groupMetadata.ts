import { define } from '../../loader/define';
import { BaseCollection, type Key } from '../../models/BaseCollection';
import { BaseModel, defineModel } from '../../models/BaseModel';
import { link } from '../../net/link';
import type { WireGroup } from '../../protocol';
import { records } from '../../store/storage';
import { lidPnCache } from '../contact/lidPnCache';
import { Wid } from '../ids/wid';
import { createWid } from '../ids/widFactory';
import { GroupParticipants } from './participant';

/** What is known about a group. */
export class GroupMetadata extends BaseModel {
  declare id: Wid;
  declare subject: string;
  declare desc: string | undefined;
  declare announce: boolean;
  declare restrict: boolean;
  declare participants: GroupParticipants;

  override initialize(): void {
    this.set({ participants: this.participants ?? new GroupParticipants() }, { silent: true });
  }

  canSetSubject(): boolean {
    return this.canSetGroupProperty();
  }

  canSetDescription(): boolean {
    return this.canSetGroupProperty();
  }

  canSetGroupProperty(): boolean {
    return this.participants.iAmMember() && (!this.restrict || this.participants.iAmAdmin());
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
  constructor() {
    super(GroupMetadata);
  }

  /** A group this page does not know yet is asked from the server; unknown there too: undefined. */
  override async findQuery(id: Key): Promise<GroupMetadata | undefined> {
    const { group } = await link.request('group', { id: String(id) });
    if (group === null) {
      return undefined;
    }
    await records().save({ groups: [group] });
    return mergeGroup(group);
  }

  /** Communities' parent groups have no part in the sandbox; wa-js knows the collection by this. */
  _handleParentGroupChange(): void {}
}

export const groupMetadataCollection = new GroupMetadataCollectionImpl();

define('WAWebGroupMetadataCollection', { default: groupMetadataCollection });

/** Puts what the server says about a group into the collection. */
export function mergeGroup(group: WireGroup): GroupMetadata {
  const [model] = groupMetadataCollection.add(
    {
      id: createWid(group.id),
      subject: group.subject,
      subjectTime: group.subjectTime,
      owner: createWid(group.owner),
      creation: group.creation,
      desc: group.desc ?? undefined,
      descId: group.descId ?? undefined,
      announce: group.announce,
      restrict: group.restrict,
      size: group.participants.length,
      groupType: 'DEFAULT',
      isParentGroup: false,
      memberAddMode: 'admin_add',
    },
    { merge: true },
  );
  const participants = group.participants.map(({ lid, pn, isAdmin, isSuperAdmin }) => {
    const id = createWid(lid);
    if (pn !== null) {
      lidPnCache.add({ lid: id, pn: createWid(pn) });
    }
    return { id, isAdmin: isAdmin || isSuperAdmin, isSuperAdmin };
  });
  (model as GroupMetadata).participants.set(participants);
  return model as GroupMetadata;
}
