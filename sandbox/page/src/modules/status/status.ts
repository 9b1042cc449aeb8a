import { define } from '../../loader/define';
import { BaseCollection } from '../../models/BaseCollection';
import { defineModel } from '../../models/BaseModel';
import { link } from '../../net/link';
import { records } from '../../store/storage';
import { getMeLidUserOrThrow } from '../account/userPrefs';
import { chatCollection } from '../chat/chat';
import { SuperChatMsgs } from '../chat/superChatMsgs';
import { MsgKey } from '../ids/msgKey';
import { Wid } from '../ids/wid';
import { revocation } from '../message/edit';
import { type Msg, msgCollection } from '../message/msg';
import { sendStatus } from '../message/sendJob';
import { sealed } from '../signal/seal';
import { statusKeyHolders } from '../signal/store';
import { audience } from './audience';

/** A person's status posts. Others' posts are visible only on phones. */
class Status extends SuperChatMsgs {
  declare id: Wid;

  /** Tells the poster that a post was seen. */
  async sendReadStatus(): Promise<void> {}

  /** Removes posts, by the texts of their keys. */
  revokeMsgs(keys: string[]): void {
    this.msgs.remove(this.msgs.filter(({ id }) => keys.includes(id.toString())));
  }

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
  getMyStatus(): Status {
    return this.gadd(getMeLidUserOrThrow());
  }

  addStatusMessages(author: Wid, posts: Msg[]): void {
    this.gadd(author).msgs.add(posts);
  }

  handleUpdate(_post: object, _status: Status | null, _isNew: boolean): void {}

  hasSynced(): boolean {
    return true;
  }
}

export const statusCollection = new StatusCollectionImpl(Status);

define('WAWebUserPrefsStatus', {
  default: {
    getStatusContacts: async () => audience(),
    getStatusList: async () => ({ setting: 'contact', list: audience() }),
    ...statusKeyHolders,
  },
});

/**
 * Revokes an own post for everybody who saw it. As in the client, it disappears from the account's
 * status at once, is deleted here when the server has accepted it, and a refusal is not reported.
 */
async function sendStatusRevokeMsgAction(status: Status, msg: Msg): Promise<void> {
  status.revokeMsgs([msg.id.toString()]);
  const id = await MsgKey.newId();
  try {
    await sendStatus(revocation(msg, id), () =>
      sealed(msg.id.remote, (signal) =>
        link.request('revoke', { chat: STATUS, target: msg.id.id, author: null, id, signal }),
      ),
    );
  } catch (error) {
    console.warn('A status post was not taken back', error);
    return;
  }
  await records().deleteMessages([msg.id.toString()]);
  chatCollection.get(msg.id.remote)?.msgs.remove(msg);
  msgCollection.remove(msg);
}

const STATUS = 'status@broadcast';

define('WAWebRevokeStatusAction', { sendStatusRevokeMsgAction });

define('WAWebStatusModel', { default: Status });
define('WAWebStatusCollection', { StatusCollection: statusCollection });
