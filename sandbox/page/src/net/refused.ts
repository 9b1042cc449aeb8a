/** How WhatsApp Web says that its server refused: with the status that it answered. */
export class ServerStatusCodeError extends Error {
  override readonly name = 'ServerStatusCodeError';
  readonly statusCode: number;

  constructor(
    readonly status: number,
    message = `server status ${status}`,
  ) {
    super(message);
    this.statusCode = status;
  }
}

/** The statuses of the server's refusals, as WhatsApp's server has them; 400 for all others. */
const STATUS: Readonly<Record<string, number>> = {
  changed_meanwhile: 409,
  device_removed: 401,
  invite_not_valid: 406,
  no_such_channel: 404,
  no_such_chat: 404,
  no_such_group: 404,
  no_such_label: 404,
  no_such_message: 404,
  no_such_order: 404,
  new_chats_capped: 475,
  not_a_participant: 403,
  not_an_admin: 403,
  not_logged_in: 401,
  not_on_whatsapp: 404,
  rate_overlimit: 429,
  reachout_timelocked: 463,
};

/**
 * The server refused a request. Every request that is refused rejects with this, so that no module
 * has to think of it.
 */
export class RefusedError extends ServerStatusCodeError {
  /** @param reason the server's word for it */
  constructor(readonly reason: string) {
    super(STATUS[reason] ?? numberIn(reason) ?? 400, reason);
  }
}

/** Reasons that say a number themselves: `nack_463`, `status_503`. */
function numberIn(reason: string): number | undefined {
  const number = /^(?:nack|status)_(\d{3})$/.exec(reason)?.[1];
  return number === undefined ? undefined : Number(number);
}
