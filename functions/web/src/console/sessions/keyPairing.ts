import type { CodeAnswer, PairingApi, State } from '../../pair/api';
import { NotNow } from '../../pair/api';
import type { Client } from '../client';
import { failureOf } from '../failure';
import { statusOf } from './ask';
import type { Status } from './states';

const UNPROCESSABLE = 422;
const FORBIDDEN = 403;

/**
 * The progress of a session's linking, by an API key in place of a link's token: so the console shows the pairing
 * page's own parts.
 *
 * @param mayStart whether a session that is stopped may be started: only when somebody asked to link a phone
 */
export function keyPairing(client: Client, sessionId: string, mayStart: boolean): PairingApi {
  const path = { sessionId };

  return {
    state: () =>
      answered(async () => {
        const status = await statusOf(client, sessionId);
        const step = stepOf(status);
        const state = step === 'idle' && !mayStart ? 'preparing' : step;
        const unlinked = status?.reason === 'logged_out';
        if (state !== 'preparing' && state !== 'scan') {
          return { success: true, state };
        }
        const qr = await qrOf(client, sessionId);
        return {
          success: true,
          ...(qr === undefined ? { state: 'preparing' } : { state: 'scan', qr }),
          ...(unlinked ? { unlinked } : {}),
        } satisfies State;
      }),

    start: () =>
      answered(async () => {
        const status = await statusOf(client, sessionId);
        if (stepOf(status) === 'passkey') {
          await client.get('/session/restart/{sessionId}', { path });
        } else {
          await client.get('/session/start/{sessionId}', { path });
        }
        return { success: true, state: 'preparing' };
      }),

    code: (phoneNumber) =>
      answered(async (): Promise<CodeAnswer> => {
        try {
          const answer = await client.post('/session/requestPairingCode/{sessionId}', {
            path,
            body: { phoneNumber },
          });
          return answer.result === undefined ? { problem: 'failed' } : { code: answer.result };
        } catch (e) {
          const failure = failureOf(e);
          if (failure.status === UNPROCESSABLE) {
            return { problem: 'number' };
          }
          return { problem: failure.kind === 'slower' ? 'too_many_requests' : 'failed' };
        }
      }),

    account: () =>
      answered(async () => {
        const { sessionInfo } = await client.get('/client/getClassInfo/{sessionId}', { path });
        const { pushname, phoneNumber } = sessionInfo;
        return {
          success: true,
          ...(pushname ? { name: pushname } : {}),
          ...(phoneNumber ? { phoneNumber } : {}),
        };
      }),
  };
}

/** Failures that pass as the page's parts know them; a session that may not run as they know that. */
async function answered<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (e) {
    const failure = failureOf(e);
    if (failure.status === FORBIDDEN || failure.kind === 'unpaid') {
      return { success: false, state: 'idle' } as T;
    }
    throw new NotNow(failure.retryAfterMs);
  }
}

/** The step of linking that a status shows. */
export function stepOf(status: Status | null): State['state'] {
  if (status === null || status.message === 'session_not_found') {
    return 'idle';
  }
  if (status.success) {
    return 'linked';
  }
  switch (status.reason) {
    case 'passkey_required':
      return 'passkey';
    case 'stopped':
    case 'parked':
    case 'not_linked_in_time':
      return 'idle';
    default:
      return status.state === 'PAIRING' ? 'linking' : 'preparing';
  }
}

async function qrOf(client: Client, sessionId: string): Promise<string | undefined> {
  try {
    return (await client.get('/session/qr/{sessionId}', { path: { sessionId } })).qr;
  } catch (e) {
    if (failureOf(e).kind === 'absent') {
      return undefined; // it went between the two questions
    }
    throw e;
  }
}
