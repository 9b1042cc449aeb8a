import { define } from '../../loader/define';
import { BaseModel, defineModel } from '../../models/BaseModel';
import type { SOCKET_STATE, SOCKET_STREAM } from '../constants/build';
import { logOutByUser } from './logout';

/** The state of the connection to WhatsApp, as in `Socket.state`. */
class SocketModel extends BaseModel {
  declare state: keyof typeof SOCKET_STATE;
  declare stream: keyof typeof SOCKET_STREAM;
  declare hasSynced: boolean;

  /** Removes this linked device, deletes its credentials and leaves to `/?post_logout=1`. */
  logout(): void {
    void logOutByUser();
  }

  /** Reconnects at once instead of at the next attempt. */
  reconnect(): void {
    this.trigger('reconnect');
  }

  /** The action of a button in the client. A replaced page is stopped permanently here. */
  takeover(): void {
    this.reconnect();
  }

  summary(): string {
    return `${this.state}/${this.stream}`;
  }
}

defineModel({
  model: SocketModel,
  name: 'socket',
  props: [],
  session: ['state', 'stream', 'hasSynced', 'launched', 'retryTimestamp'],
});

export const socket = new SocketModel({
  state: 'UNLAUNCHED',
  stream: 'DISCONNECTED',
  hasSynced: false,
});

define('WAWebSocketModel', { Socket: socket });
