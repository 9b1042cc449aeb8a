import { define } from '../../loader/define';
import { link } from '../../net/link';
import { socket } from './socket';

define('WAComms', {
  isSocketConnected: () => link.isOpen,
  /** The time since the server's last message, in milliseconds. Throws without a connection. */
  getMsSinceLastInboundRx: () => link.msSinceLastInbound(),
  /** Drops the connection; the page makes a new one. */
  forceResetSocketLoop() {
    link.drop();
    socket.reconnect();
  },
});

/** The platform this companion registers as: the fifth part of the QR code in newer clients. */
define('WAWebCompanionRegClientUtils', { DEVICE_PLATFORM: '1' });
