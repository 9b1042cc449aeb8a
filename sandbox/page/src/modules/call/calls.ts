import { define } from '../../loader/define';
import { BaseCollection } from '../../models/BaseCollection';
import { BaseModel, defineModel } from '../../models/BaseModel';
import type { Push } from '../../protocol';

/** A voice or video call. It rings, but cannot be answered here. */
class Call extends BaseModel {
  declare id: string;
  declare peerJid: string;
  declare isVideo: boolean;
  declare isGroup: boolean;
  declare outgoing: boolean;
  declare state: number;

  getState(): number {
    return this.state;
  }
}

defineModel({
  model: Call,
  name: 'call',
  props: ['id', 'peerJid', 'isVideo', 'isGroup', 'outgoing', 'offerTime'],
  session: ['state'],
});

class CallCollectionImpl extends BaseCollection<Call> {
  declare activeCall: Call | null;

  constructor() {
    super(Call);
    this.activeCall = null;
  }

  /** Handles a ringing call; wa-js makes its event from this. */
  processIncomingCall(call: object): Call {
    const [model] = this.add(call);
    return model as Call;
  }

  setActiveCall(call: Call | null): void {
    this.activeCall = call;
  }
}

export const callCollection = new CallCollectionImpl();

/** Shows an incoming call. */
export function showCall({ id, from, isVideo, t }: Extract<Push, { push: 'call' }>): void {
  callCollection.processIncomingCall({
    id,
    peerJid: from,
    isVideo,
    isGroup: false,
    outgoing: false,
    offerTime: t,
  });
}

define('WAWebCallModel', { default: Call });
define('WAWebCallCollection', { default: callCollection });
