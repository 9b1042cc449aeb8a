import { define } from '../../loader/define';
import { BaseModel, defineModel } from '../../models/BaseModel';
import { sendPresence } from '../presence/actions';

const StreamMode = {
  QR: 'QR',
  MAIN: 'MAIN',
  SYNCING: 'SYNCING',
  OFFLINE: 'OFFLINE',
  CONFLICT: 'CONFLICT',
  PROXYBLOCK: 'PROXYBLOCK',
  TOS_BLOCK: 'TOS_BLOCK',
  SMB_TOS_BLOCK: 'SMB_TOS_BLOCK',
  DEPRECATED_VERSION: 'DEPRECATED_VERSION',
} as const;

const StreamInfo = {
  OFFLINE: 'OFFLINE',
  OPENING: 'OPENING',
  PAIRING: 'PAIRING',
  SYNCING: 'SYNCING',
  RESUMING: 'RESUMING',
  CONNECTING: 'CONNECTING',
  NORMAL: 'NORMAL',
} as const;

/** The state of the page as a whole: showing a QR code, synchronising, or in use. */
class StreamModel extends BaseModel {
  declare mode: keyof typeof StreamMode | undefined;
  declare info: keyof typeof StreamInfo | undefined;
  declare available: boolean;
  declare needsUpdate: boolean;

  markAvailable(): void {
    this.available = true;
  }

  markUnavailable(): void {
    this.available = false;
  }

  sendAvailability(): void {
    // Availability is only a hint: without a connection it cannot be sent.
    sendPresence(null, this.available ? 'available' : 'unavailable').catch(() => undefined);
  }
}

defineModel({
  model: StreamModel,
  name: 'stream',
  props: [],
  session: [
    'mode',
    'info',
    'available',
    'needsUpdate',
    'isHardRefresh',
    'couldForce',
    'uiActive',
    'obscurity',
    'resumeCount',
    'phoneAuthed',
  ],
});

export const stream = new StreamModel({
  // A headless page has the focus, so it reports a person who is not there.
  available: globalThis.document?.hasFocus() ?? false,
  needsUpdate: false,
  isHardRefresh: false,
});

define('WAWebStreamModel', { Stream: stream, StreamMode, StreamInfo });
