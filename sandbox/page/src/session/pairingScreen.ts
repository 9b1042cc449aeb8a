import { define } from '../loader/define';
import { backendEventBus } from '../modules/account/backendEventBus';
import { conn } from '../modules/account/conn';
import { linkDeviceEvents } from '../modules/account/pairing';
import { socket } from '../modules/account/socket';
import { stream } from '../modules/account/stream';
import { DisconnectedError } from '../net/channel';
import { link } from '../net/link';

let rotation: ReturnType<typeof setTimeout> | undefined;

/**
 * Shows one reference after another as a QR code, the first for longer. After the last the page is
 * idle (`UNPAIRED_IDLE`) until new ones are requested.
 */
export async function showPairing(): Promise<void> {
  stopPairing();
  stream.set({ mode: 'QR', info: 'NORMAL' });
  try {
    const { refs, firstSeconds, nextSeconds } = await link.requestUnpaired('pairingRefs', {});
    rotate(refs, firstSeconds, nextSeconds);
  } catch (error) {
    if (!(error instanceof DisconnectedError)) {
      throw error;
    }
    // The reconnect shows the pairing screen again.
  }
}

function rotate(refs: string[], seconds: number, nextSeconds: number): void {
  const [ref, ...rest] = refs;
  if (ref === undefined) {
    conn.set({ ref: undefined });
    socket.state = 'UNPAIRED_IDLE';
    return;
  }
  conn.set({ ref, refTTL: seconds * 1000 });
  socket.state = 'UNPAIRED';
  rotation = setTimeout(() => rotate(rest, nextSeconds, nextSeconds), seconds * 1000);
}

export function stopPairing(): void {
  clearTimeout(rotation);
  rotation = undefined;
}

export function linkCodeExpired(): void {
  linkDeviceEvents.triggerRefreshAltLinkingCode();
}

backendEventBus.on('refresh_qr', () => void showPairing());

define('WAWebLaunchSocketUtils', { refreshQR: showPairing });
