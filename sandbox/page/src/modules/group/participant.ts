import { define } from '../../loader/define';
import { BaseCollection } from '../../models/BaseCollection';
import { BaseModel, defineModel } from '../../models/BaseModel';
import { isMeAccount } from '../account/userPrefs';
import { type ContactModel, contactCollection } from '../contact/contact';
import { Wid } from '../ids/wid';

/** A member of a group, known by LID. */
export class Participant extends BaseModel {
  declare id: Wid;
  declare isAdmin: boolean;
  declare isSuperAdmin: boolean;

  get contact(): ContactModel {
    return contactCollection.gadd(this.id);
  }
}

defineModel({
  model: Participant,
  name: 'participant',
  idClass: Wid,
  props: ['id', 'isAdmin', 'isSuperAdmin'],
  session: ['stale', 'isState'],
});

define('WAWebGroupParticipantModel', { default: Participant });

export class GroupParticipants extends BaseCollection<Participant> {
  /** @param isRestricted whether only admins may change the group's details */
  constructor(private readonly isRestricted: () => boolean) {
    super(Participant);
  }

  iAmRestrictedMember(): boolean {
    return this.isRestricted() && !this.iAmAdmin();
  }

  iAmMember(): boolean {
    return this.myself() !== undefined;
  }

  iAmAdmin(): boolean {
    return this.myself()?.isAdmin ?? false;
  }

  iAmSuperAdmin(): boolean {
    return this.myself()?.isSuperAdmin ?? false;
  }

  canAdd(): boolean {
    return this.iAmAdmin();
  }

  /** Whether a participant may be removed: not the creator, and not oneself. */
  canRemove(participant: Participant): boolean {
    return this.iAmAdmin() && !participant.isSuperAdmin && !isMeAccount(participant.id);
  }

  canPromote(participant: Participant): boolean {
    return this.iAmAdmin() && !participant.isAdmin;
  }

  canDemote(participant: Participant): boolean {
    return this.canRemove(participant) && participant.isAdmin;
  }

  private myself(): Participant | undefined {
    return this.findFirst((participant) => isMeAccount(participant.id));
  }
}

/** A former participant. */
export class PastParticipant extends BaseModel {
  declare id: Wid;
  declare leaveTs: number;
  declare leaveReason: string;
}

defineModel({
  model: PastParticipant,
  name: 'past-participant',
  idClass: Wid,
  props: ['id', 'leaveTs', 'leaveReason'],
  session: [],
});

export class PastParticipants extends BaseCollection<PastParticipant> {}
