/** WhatsApp Web's error for a refusal of its server, with the status. */
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

/** The statuses of refusals, as on WhatsApp's server; 400 for all others. */
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
 * The server refused a request. Every refused request rejects with this, so that modules need no
 * own handling.
 */
export class RefusedError extends ServerStatusCodeError {
  /** @param reason the server's word */
  constructor(readonly reason: string) {
    super(STATUS[reason] ?? numberIn(reason) ?? 400, reason);
  }
}

/** The number in reasons that contain one: `nack_463`, `status_503`. */
function numberIn(reason: string): number | undefined {
  const number = /^(?:nack|status)_(\d{3})$/.exec(reason)?.[1];
  return number === undefined ? undefined : Number(number);
}
