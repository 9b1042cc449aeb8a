import type { components } from '../generated/api';

type Schemas = components['schemas'];

export type State = Schemas['PairingState'];
type Started = Schemas['PairingStarted'];
export type Account = Schemas['PairedAccount'];

/** The reason why there is no pairing code; `number`: the input is no number. */
export type CodeProblem = NonNullable<Schemas['PairingLinkCode']['reason']> | 'number';

export type CodeAnswer = { code: string } | { problem: CodeProblem };

/** The API did not answer; the request may be repeated. */
export class NotNow extends Error {
  constructor(readonly retryAfterMs: number | null) {
    super('not now');
  }
}

const UNPROCESSABLE = 422;

/** The requests of the page. Every method rejects with {@link NotNow} when there is no answer. */
export interface PairingApi {
  state(): Promise<State>;
  start(): Promise<Started>;
  code(phoneNumber: string): Promise<CodeAnswer>;
  account(): Promise<Account>;
}

/**
 * The API, with a link's token. The token is sent in a header, so that no log of addresses contains
 * it.
 */
export function pairingApi(token: string): PairingApi {
  async function ask(path: string, body?: unknown): Promise<Response> {
    const init: RequestInit = {
      headers: { 'Pairing-Token': token },
      referrerPolicy: 'no-referrer',
    };
    if (body !== undefined) {
      init.method = 'POST';
      init.headers = { ...init.headers, 'Content-Type': 'application/json' };
      init.body = JSON.stringify(body);
    }
    try {
      return await fetch(`/pairing/${path}`, init);
    } catch {
      throw new NotNow(null); // no connection
    }
  }

  async function answer<T>(response: Response): Promise<T> {
    if (!response.ok) {
      const seconds = Number(response.headers.get('retry-after'));
      throw new NotNow(seconds > 0 ? seconds * 1000 : null);
    }
    return (await response.json()) as T;
  }

  return {
    state: async () => answer<State>(await ask('state')),
    start: async () => answer<Started>(await ask('start', {})),
    account: async () => answer<Account>(await ask('account')),
    code: async (phoneNumber) => {
      const response = await ask('code', { phoneNumber });
      if (response.status === UNPROCESSABLE) {
        return { problem: 'number' };
      }
      const { result, reason } = await answer<Schemas['PairingLinkCode']>(response);
      return result === undefined ? { problem: reason ?? 'failed' } : { code: result };
    },
  };
}
