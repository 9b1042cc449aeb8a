import { RefusedError, ServerStatusCodeError } from '../../net/refused';

/** The server refused what was sent: its acknowledgement has a number. */
export class MessageSentAckError extends Error {
  override readonly name = 'MessageSentAckError';

  constructor(readonly ackErrorCode: number) {
    super(`Received Nack error code ${ackErrorCode} from Server on message sent`);
  }
}

/** The page finds its own message wrong, before anything is sent. */
class MessageValidationError extends Error {
  override readonly name = 'MessageValidationError';
}

/** This account has blocked the person: nothing is sent. */
export class ContactBlockedError extends Error {
  override readonly name = 'ContactBlocked';
}

/** There is a message with this key: nothing is sent. */
export class DuplicateMessageError extends Error {
  override readonly name = 'DuplicateMessageError';
}

/** Numbers that the client treats by themselves. */
export const NACK = { STALE_GROUP_ADDRESSING: 421, NEW_CHATS_CAPPED: 475 } as const;

/**
 * What a request that failed says of a send: that its acknowledgement has a number, or that it failed on
 * the way. The phones' control interface can ask for each (`sendsFail`).
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
