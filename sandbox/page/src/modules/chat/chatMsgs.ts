import { define } from '../../loader/define';
import { BaseCollection } from '../../models/BaseCollection';
import { Msg } from '../message/msg';

/** The messages of a chat in memory, oldest first. */
export class ChatMsgsCollection extends BaseCollection<Msg> {
  declare msgLoadState: { noEarlierMsgs: boolean; isLoadingEarlierMsgs: boolean };
  /** Settles when the messages around the requested one are loaded. */
  declare loadAroundPromise: Promise<void> | undefined;

  constructor() {
    super(Msg);
    this.msgLoadState = { noEarlierMsgs: false, isLoadingEarlierMsgs: false };
    this.comparator = (a, b) => a.t - b.t || a.rowId - b.rowId;
  }
}

define('WAWebChatMsgsCollection', { ChatMsgsCollection });
