import { RefusedError } from '../../net/channel';

/** How WhatsApp Web's jobs say that the server refused: with the status it answered. */
export class ServerStatusCodeError extends Error {
  override readonly name = 'ServerStatusCodeError';

  constructor(readonly status: number) {
    super(`server status ${status}`);
  }
}

const STATUS: Record<string, number> = {
  changed_meanwhile: 409,
  invite_not_valid: 406,
  no_such_channel: 404,
  no_such_group: 404,
  not_a_participant: 403,
  not_an_admin: 403,
  not_on_whatsapp: 404,
  rate_overlimit: 429,
};

/** The server's answer; its refusals as WhatsApp Web's jobs know them. */
export async function orStatus<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof RefusedError
      ? new ServerStatusCodeError(STATUS[error.message] ?? 400)
      : error;
  }
}
