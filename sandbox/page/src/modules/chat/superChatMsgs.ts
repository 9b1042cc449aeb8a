import { define } from '../../loader/define';
import { BaseModel } from '../../models/BaseModel';
import type { Msg } from '../message/msg';
import { ChatMsgsCollection } from './chatMsgs';

/** The common part of a chat and a status: a collection of messages. */
export class SuperChatMsgs extends BaseModel {
  declare msgs: ChatMsgsCollection;

  override initialize(): void {
    this.set({ msgs: new ChatMsgsCollection() }, { silent: true });
  }

  getAllMsgs(): Msg[] {
    return this.msgs.getModelsArray();
  }

  getAllCMCs(): ChatMsgsCollection[] {
    return [this.msgs];
  }

  removeMsg(msg: Msg): void {
    this.msgs.remove(msg);
  }

  onEmptyMRM(): void {
    throw new Error('onEmptyMRM not implemented');
  }
}

define('WAWebSuperChatMsgs', { default: SuperChatMsgs });
