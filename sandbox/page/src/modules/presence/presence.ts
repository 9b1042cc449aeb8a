import { define } from '../../loader/define';
import { BaseCollection } from '../../models/BaseCollection';
import { BaseModel, defineModel } from '../../models/BaseModel';
import { Wid } from '../ids/wid';

/** A person's state in a chat: `composing`, `recording`, `available`, `unavailable`. */
export class Chatstate extends BaseModel {
  declare id: Wid;
  declare type: string | undefined;
  declare t: number | undefined;
}

defineModel({
  model: Chatstate,
  name: 'chatstate',
  idClass: Wid,
  props: [],
  session: ['id', 'type', 't', 'deny'],
});

class ChatstateCollection extends BaseCollection<Chatstate> {}

/** Presence in a chat: of the other person, or of each member of a group. */
export class Presence extends BaseModel {
  declare id: Wid;
  declare isOnline: boolean;
  declare isUser: boolean;
  declare isGroup: boolean;
  declare hasData: boolean;
  declare chatstate: Chatstate;
  declare chatstates: ChatstateCollection;

  override initialize(): void {
    this.set(
      {
        isUser: this.id.isUser(),
        isGroup: this.id.isGroup(),
        hasData: false,
        isOnline: false,
        chatstate: new Chatstate({ id: this.id }),
        chatstates: new ChatstateCollection(Chatstate),
      },
      { silent: true },
    );
    this.addChild('chatstate', this.chatstate);
  }

  /** The sandbox server reports presence without a subscription. */
  async subscribe(): Promise<void> {}

  getCollection(): BaseCollection<Presence> {
    return presenceCollection;
  }
}

defineModel({
  model: Presence,
  name: 'presence',
  idClass: Wid,
  props: [],
  session: ['id', 'isOnline', 'isUser', 'isGroup', 'hasData', 'chatstate', 'chatstates'],
});

class PresenceCollectionImpl extends BaseCollection<Presence> {
  override async findQuery(id: Wid): Promise<Presence> {
    return this.gadd(id);
  }
}

export const presenceCollection = new PresenceCollectionImpl(Presence);

define('WAWebPresenceModel', { Presence, Chatstate, ChatstateCollection });
define('WAWebPresenceCollection', { PresenceCollection: presenceCollection });

/** Applies the server's report of a person's presence. */
export function showPresence(chat: Wid, from: Wid, state: string, t: number): void {
  const presence = presenceCollection.gadd(chat);
  const isOnline = state !== 'unavailable';
  presence.set({ hasData: true, isOnline });
  if (chat.isGroup()) {
    presence.chatstates.gadd(from).set({ type: state, t });
  }
  presence.chatstate.set({ type: state === 'paused' ? 'available' : state, t });
}
