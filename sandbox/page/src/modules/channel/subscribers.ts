import { BaseCollection } from '../../models/BaseCollection';
import { BaseModel, defineModel } from '../../models/BaseModel';
import type { ContactModel } from '../contact/contact';
import { Wid } from '../ids/wid';

/** A follower of a channel, as its staff sees it. */
export class Subscriber extends BaseModel {
  declare id: Wid;
  declare contact: ContactModel;
  declare membership: string;
}

defineModel({
  model: Subscriber,
  name: 'newsletter-subscriber',
  idClass: Wid,
  props: ['id', 'membership'],
  session: ['contact'],
});

export class SubscriberCollection extends BaseCollection<Subscriber> {}
