import type { Client } from '../client';
import { failureOf } from '../failure';
import type { Status } from './states';

/** A session's status; null of one that is not there, or that the key does not reach. */
export async function statusOf(client: Client, sessionId: string): Promise<Status | null> {
  try {
    return await client.get('/session/status/{sessionId}', { path: { sessionId } });
  } catch (e) {
    if (failureOf(e).kind === 'absent') {
      return null;
    }
    throw e;
  }
}
