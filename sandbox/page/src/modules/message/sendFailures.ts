import { RefusedError, ServerStatusCodeError } from '../../net/refused';

/** The server refused a send: its acknowledgement has a number. */
export class MessageSentAckError extends Error {
  override readonly name = 'MessageSentAckError';

  constructor(readonly ackErrorCode: number) {
    super(`Received Nack error code ${ackErrorCode} from Server on message sent`);
  }
}

/** The page finds its own message malformed, before it is sent. */
class MessageValidationError extends Error {
  override readonly name = 'MessageValidationError';
}

/** This account has blocked the person, so nothing is sent. */
export class ContactBlockedError extends Error {
  override readonly name = 'ContactBlocked';
}

/** A message with this key exists, so nothing is sent. */
export class DuplicateMessageError extends Error {
  override readonly name = 'DuplicateMessageError';
}

/** Numbers that the client treats specially. */
export const NACK = { STALE_GROUP_ADDRESSING: 421, NEW_CHATS_CAPPED: 475 } as const;

/**
 * The failure of a send for a failed request: a number in the acknowledgement, or a failure on the
 * way. The phones' control interface can cause each (`sendsFail`).
 */
export function sendFailure(error: unknown): unknown {
  if (!(error instanceof RefusedError)) {
    return error;
  }
  if (error.reason === 'invalid_message') {
    return new MessageValidationError('Message is not valid');
  }
  const onTheWay = /^status_(\d+)$/.exec(error.reason);
  return onTheWay === null
    ? new MessageSentAckError(error.status)
    : new ServerStatusCodeError(Number(onTheWay[1]));
}
