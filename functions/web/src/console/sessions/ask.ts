import { address, type Client } from '../client';
import { failureOf } from '../failure';
import type { Polled } from '../poll';
import type { Status } from './states';

/** A session's status, and how old what it says is. */
export interface Seen {
  /** Null of a session that is not there, or that the key does not reach. */
  status: Status | null;
  /** Milliseconds since its page proved that it lives; null if it did not. */
  evidenceAgeMs: number | null;
}

/** Asks for a session's status. */
export async function look(client: Client, sessionId: string): Promise<Seen> {
  try {
    const path = address('/session/status/{sessionId}', { path: { sessionId } });
    const { body, headers } = await client.call<Status>('get', path);
    const seconds = headers.get('griot-evidence-age');
    return { status: body, evidenceAgeMs: seconds === null ? null : Number(seconds) * 1000 };
  } catch (e) {
    if (failureOf(e).kind === 'absent') {
      return { status: null, evidenceAgeMs: null };
    }
    throw e;
  }
}

/** A session's status alone. */
export const statusOf = async (client: Client, sessionId: string): Promise<Status | null> =>
  (await look(client, sessionId)).status;

/** When a session's page proved that it lives, in ms; undefined where it did not. */
export function provenAt({ value, at }: Polled<Seen>): number | undefined {
  return value === undefined || value.evidenceAgeMs === null || at === undefined
    ? undefined
    : at - value.evidenceAgeMs;
}
