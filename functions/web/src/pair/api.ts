import type { components } from '../generated/api';

type Schemas = components['schemas'];

export type State = Schemas['PairingState'];
type Started = Schemas['PairingStarted'];
export type Account = Schemas['PairedAccount'];

/** Why there is no pairing code; `number`: what was written is no number. */
export type CodeProblem = NonNullable<Schemas['PairingLinkCode']['reason']> | 'number';

export type CodeAnswer = { code: string } | { problem: CodeProblem };

/** What was asked cannot be answered now; it may be asked again. */
export class NotNow extends Error {
  constructor(readonly retryAfterMs: number | null) {
    super('not now');
  }
}

const UNPROCESSABLE = 422;

/** What the page asks for. Every method rejects with {@link NotNow} when there is no answer. */
export interface PairingApi {
  state(): Promise<State>;
  start(): Promise<Started>;
  code(phoneNumber: string): Promise<CodeAnswer>;
  account(): Promise<Account>;
}

/** The API, by a link's token. The token goes in a header, so that no log of addresses has it. */
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
