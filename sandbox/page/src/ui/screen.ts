import qrcode from 'qrcode-generator';
import { conn } from '../modules/account/conn';
import { pairingKeys } from '../modules/account/pairing';
import { socket } from '../modules/account/socket';
import { stream } from '../modules/account/stream';
import { encodeB64 } from '../modules/library/base64';
import { showPairing } from '../session/pairingScreen';

/** Pixels per QR module, and the quiet zone around it in modules. */
const SCALE = 5;
const QUIET = 2;

/** Shows people what the page is doing: the QR code to scan, or who is connected. */
export class Screen {
  private readonly title = element('title');
  private readonly hint = element('hint');
  private readonly canvas = element('qr') as HTMLCanvasElement;
  private readonly again = element('again') as HTMLButtonElement;

  constructor() {
    conn.on('change:ref change:pushname', () => this.draw(), this);
    socket.on('change:state', () => this.draw(), this);
    stream.on('change:mode change:info', () => this.draw(), this);
    this.again.onclick = () => void showPairing();
    this.draw();
  }

  private draw(): void {
    const { ref } = conn;
    document.body.dataset.mode = stream.mode ?? 'OPENING';
    this.canvas.hidden = ref === undefined;
    this.again.hidden = socket.state !== 'UNPAIRED_IDLE';
    const [title, hint] = this.words();
    this.title.textContent = title;
    this.hint.textContent = hint;
    if (ref !== undefined) {
      void this.drawQr(ref);
    }
  }

  private words(): [string, string] {
    if (socket.state === 'UNPAIRED_IDLE') {
      return ['The code has expired', 'Ask for a new one to link this device.'];
    }
    if (stream.mode === 'QR') {
      return ['Link a device', 'Scan this code with a simulated phone.'];
    }
    if (stream.mode === 'MAIN') {
      const line =
        stream.info === 'NORMAL' ? 'This device is linked.' : 'Connection lost, trying again…';
      return [`Connected as ${conn.pushname ?? ''}`, line];
    }
    return ['Loading…', stream.mode === 'SYNCING' ? 'Bringing in your chats.' : ''];
  }

  private async drawQr(ref: string): Promise<void> {
    const { staticPublicKey, identityPublicKey, secret } = await pairingKeys();
    const parts = [ref, encodeB64(staticPublicKey), encodeB64(identityPublicKey), secret];
    const code = qrcode(0, 'L');
    code.addData(parts.join(','));
    code.make();
    const side = code.getModuleCount();
    this.canvas.width = (side + 2 * QUIET) * SCALE;
    this.canvas.height = this.canvas.width;
    const context = this.canvas.getContext('2d');
    if (context === null) {
      throw new Error('Canvas has no 2d context');
    }
    context.fillStyle = '#fff';
    context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    context.fillStyle = '#111b21';
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        if (code.isDark(row, column)) {
          context.fillRect((column + QUIET) * SCALE, (row + QUIET) * SCALE, SCALE, SCALE);
        }
      }
    }
  }
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error(`No element #${id}`);
  }
  return found;
}
