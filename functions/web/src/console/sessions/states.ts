import type { components } from '../../generated/api';
import type { Tone } from '../parts/facts';
import type { Word } from '../words';

export type Status = components['schemas']['SessionStatus'];

/** The texts for a session: its state, and advice where there is some. */
export interface Said {
  state: Word;
  tone: Tone;
  advice?: Word;
  /** Whether it runs, or is meant to. */
  isRunning: boolean;
  /** Whether it waits for a phone. */
  wantsPhone: boolean;
}

const said = (
  state: Word,
  tone: Tone,
  advice?: Word,
  { isRunning = true, wantsPhone = false } = {},
): Said => ({ state, tone, isRunning, wantsPhone, ...(advice === undefined ? {} : { advice }) });

const OFF = { isRunning: false };
const PHONE = { wantsPhone: true };

const REASONS: Record<NonNullable<Status['reason']>, Said> = {
  reconnecting: said('stateReconnecting', 'busy', 'adviceWait'),
  temporarily_banned: said('stateBanned', 'bad', 'adviceBanned'),
  waiting_for_slot: said('stateWaitsForSlot', 'busy', 'adviceSlot'),
  passkey_required: said('statePasskey', 'bad', 'advicePasskey', PHONE),
  logged_out: said('stateLoggedOut', 'bad', 'adviceLoggedOut', PHONE),
  connected_elsewhere: said('stateElsewhere', 'bad', 'adviceElsewhere'),
  storage_failed: said('stateStorageFailed', 'bad', 'adviceRestart'),
  signal_not_reset: said('stateNotReset', 'bad', 'adviceRestart'),
  parked: said('stateParked', 'off', 'adviceParked', OFF),
  stopped: said('stateStopped', 'off', 'adviceStart', OFF),
  not_linked_in_time: said('stateNotLinked', 'off', 'adviceNotLinked', OFF),
  not_paid: said('stateNotPaid', 'bad', 'adviceNotPaid', OFF),
  stopped_by_operator: said('stateByOperator', 'bad', 'adviceByOperator', OFF),
  device_still_linked: said('stateGone', 'off', 'adviceStillLinked', OFF),
};

const BLOCKED = ['DEPRECATED_VERSION', 'PROXYBLOCK', 'SMB_TOS_BLOCK', 'TOS_BLOCK'];
const CONNECTED = said('stateConnected', 'good');
const CATCHING_UP = said('stateCatchingUp', 'good');
const GONE = said('stateGone', 'off', 'adviceStart', OFF);
const CONFLICT = REASONS.connected_elsewhere;
const WAITS = said('stateWaitsForPhone', 'busy', undefined, PHONE);
const LINKING = said('stateLinking', 'busy', undefined, PHONE);
const REFUSED = said('stateBlocked', 'bad', 'adviceBlocked');
const SILENT = said('stateSilent', 'busy', 'adviceWait');
const STARTING = said('stateStarting', 'busy', 'adviceStarting');

/** The texts for a status. A session that is not known any more has none. */
export function describe(status: Status | null): Said {
  if (status === null || (status.message === 'session_not_found' && !status.reason)) {
    return GONE;
  }
  if (status.success) {
    return status.catchingUp ? CATCHING_UP : CONNECTED;
  }
  return status.reason === undefined ? byState(status) : REASONS[status.reason];
}

function byState({ state, message }: Status): Said {
  if (state === 'CONFLICT') {
    return CONFLICT;
  }
  if (state === 'PAIRING') {
    return LINKING;
  }
  if (state === 'UNPAIRED' || state === 'UNPAIRED_IDLE') {
    return WAITS;
  }
  if (state !== null && BLOCKED.includes(state)) {
    return REFUSED;
  }
  return message === 'session closed' ? SILENT : STARTING;
}

const SOON_MS = 3000;
const LATER_MS = 10_000;

/** When to ask for a status again: soon while it is about to change. */
export const pauseOf = (status: Status | null): number =>
  describe(status).tone === 'busy' ? SOON_MS : LATER_MS;
