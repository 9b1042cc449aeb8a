import { define } from '../../loader/define';
import { BaseCollection } from '../../models/BaseCollection';
import { defineModel } from '../../models/BaseModel';
import { getMeLidUserOrThrow } from '../account/userPrefs';
import { SuperChatMsgs } from '../chat/superChatMsgs';
import { contactCollection } from '../contact/contact';
import { getIsMyContact } from '../contact/getters';
import { Wid } from '../ids/wid';

/** Somebody's status posts. The sandbox's people post none; the account's own stays empty. */
export class Status extends SuperChatMsgs {
  declare id: Wid;

  /** Tells the poster that a post was seen. */
  async sendReadStatus(): Promise<void> {}

  isExpired(): boolean {
    return this.msgs.length === 0;
  }

  getCollection(): BaseCollection<Status> {
    return statusCollection;
  }
}

defineModel({
  model: Status,
  name: 'status-v3',
  idClass: Wid,
  props: ['id', 't', 'unreadCount', 'totalCount'],
  session: ['msgs', 'expireTimer'],
});

class StatusCollectionImpl extends BaseCollection<Status> {
  constructor() {
    super(Status);
  }

  getMyStatus(): Status {
    return this.gadd(getMeLidUserOrThrow());
  }

  hasSynced(): boolean {
    return true;
  }
}

export const statusCollection = new StatusCollectionImpl();

/** Whom the account's posts are shown to: everybody in its address book. */
const getStatusList = async () => ({
  setting: 'contact',
  list: contactCollection.filter(getIsMyContact).map(({ id }) => id),
});

define('WAWebUserPrefsStatus', { default: { getStatusList } });

define('WAWebStatusModel', { default: Status });
define('WAWebStatusCollection', { StatusCollection: statusCollection });
