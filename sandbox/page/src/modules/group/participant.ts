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
  constructor() {
    super(Participant);
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

  private myself(): Participant | undefined {
    return this.findFirst((participant) => isMeAccount(participant.id));
  }
}
