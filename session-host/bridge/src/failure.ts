/** The failures of the page, by the names of the contract's FailureCode. */
export const failureCodes = [
  'SESSION_NOT_CONNECTED',
  'CHAT_NOT_FOUND',
  'MESSAGE_NOT_FOUND',
  'CHANNEL_NOT_FOUND',
  'INVITE_CODE_NOT_FOUND',
  'NOT_A_CHANNEL',
  'NOT_A_GROUP',
  'CONTACT_NOT_FOUND',
  'LABEL_NOT_FOUND',
  'MEDIA_NOT_FOUND',
  'CONFLICT',
  'INVALID_FIELD',
  'REFUSED_BY_WHATSAPP',
  'TOO_MANY_REQUESTS',
  'RESTRICTED_NEW_CHATS',
  'NEW_CHAT_QUOTA_USED_UP',
  'CONTACT_BLOCKED',
  'NOT_ALLOWED_IN_GROUP',
  'MESSAGE_MALFORMED',
  'PAGE_FAILED',
  'OUTCOME_UNKNOWN',
  'UNAVAILABLE_IN_THIS_VERSION',
  'OVERLOADED',
] as const;

export type FailureCode = (typeof failureCodes)[number];

/**
 * A failure of an operation. `detail` is for the caller: it names fields and ids of errors, never
 * message text or phone numbers; empty when the code says it all.
 */
export class Failure extends Error {
  constructor(
    readonly code: FailureCode,
    readonly detail = '',
  ) {
    super(detail === '' ? code : `${code}: ${detail}`);
    this.name = 'Failure';
  }
}

const notAdmin = 'the account is not an admin of the group';

/** The failures for wa-js's error codes. */
const waJsCodes: Readonly<Record<string, readonly [FailureCode, string]>> = {
  can_not_send_message_to_this_groupType: [
    'REFUSED_BY_WHATSAPP',
    'the community itself takes no messages',
  ],
  cannot_get_code_for_already_authenticated: ['CONFLICT', 'the session is paired already'],
  chat_not_found: ['CHAT_NOT_FOUND', ''],
  edit_message_error: ['CONFLICT', "not the account's own, or too old"],
  forward_messages_not_available: ['UNAVAILABLE_IN_THIS_VERSION', ''],
  group_not_exist: ['CHAT_NOT_FOUND', ''],
  group_you_are_not_admin: ['REFUSED_BY_WHATSAPP', notAdmin],
  invalid_quoted_msg: ['MESSAGE_NOT_FOUND', 'options.quotedMessageId'],
  invalid_wid: ['INVALID_FIELD', 'not a WhatsApp id'],
  mentioned_is_not_user: ['INVALID_FIELD', 'options.mentions: only people can be mentioned'],
  mentioned_list_is_not_array: ['INVALID_FIELD', 'options.mentions'],
  msg_not_found: ['MESSAGE_NOT_FOUND', ''],
  quoted_msg_can_not_reply: [
    'REFUSED_BY_WHATSAPP',
    'options.quotedMessageId: cannot be replied to',
  ],
  send_the_phone_number_to_connect: ['INVALID_FIELD', 'phoneNumber'],
  type_not_valid_for_newsletter: ['REFUSED_BY_WHATSAPP', 'channels do not take this content'],
  you_are_not_allowed_set_group_subject: ['REFUSED_BY_WHATSAPP', notAdmin],
};

/** The failures for WhatsApp's own errors, by name. */
const names: Readonly<Record<string, readonly [FailureCode, string]>> = {
  ContactBlocked: ['CONTACT_BLOCKED', ''],
  MessageValidationError: ['MESSAGE_MALFORMED', ''],
};

/** The failures for texts of errors without a code, in wa-js and in WhatsApp Web. */
const texts: readonly (readonly [RegExp, FailureCode, string])[] = [
  [/invalid wid/i, 'INVALID_FIELD', 'not a WhatsApp id'],
  [/^Failed to find or create chat|^Chat not found/, 'CHAT_NOT_FOUND', ''],
  [/no lid for user/i, 'CHAT_NOT_FOUND', 'not on WhatsApp'],
];

/** The fields of WhatsApp's errors and answers that may contain the server's status. */
const statusFields = [
  'statusCode',
  'status',
  'ackErrorCode',
  'errorCode',
  'error_code',
  'code',
] as const;

/** The status with which the server asks for a slower pace. */
const tooManyRequests = 429;

/** The server's words for the same: `rate-overlimit`, `MexIqError: 429 rate-overlimit`. */
const tooFast = /^(?:\w+: )*(?:429 )?rate-overlimit$/;

/**
 * The depth to which answers are searched for a status: `{value: {errorServerErrors: {value:
 * {code}}}}`.
 */
const statusDepth = 4;

/**
 * The status of the server's refusal, anywhere in an error or answer of WhatsApp; undefined when
 * there is none. WhatsApp uses HTTP's numbers. Of several statuses, 429 comes first, then the
 * outermost.
 */
export function statusOf(answer: unknown): number | undefined {
  const statuses = statusesIn(answer, statusDepth);
  return statuses.includes(tooManyRequests) ? tooManyRequests : statuses[0];
}

/** The statuses down to a depth, which also ends the search in cyclic values. */
function statusesIn(answer: unknown, depth: number): number[] {
  if (typeof answer === 'string') {
    return tooFast.test(answer) ? [tooManyRequests] : [];
  }
  if (typeof answer !== 'object' || answer === null || depth === 0) {
    return [];
  }
  const fields = answer as Readonly<Record<string, unknown>>;
  const own = statusFields.map((name) => numberOf(fields[name])).filter(isRefusal);
  const inner = innerOf(fields).flatMap((value) => statusesIn(value, depth - 1));
  return isTooFast(fields) ? [tooManyRequests] : [...own, ...inner];
}

function numberOf(value: unknown): number {
  const isDigits = typeof value === 'string' && /^\d+$/.test(value);
  return typeof value === 'number' || isDigits ? Number(value) : Number.NaN;
}

function isTooFast({ name, errorText, text, message }: Readonly<Record<string, unknown>>): boolean {
  const isLimit = typeof name === 'string' && name.includes('RateLimit');
  return (
    isLimit ||
    [errorText, text, message].some((one) => typeof one === 'string' && tooFast.test(one))
  );
}

/**
 * The values wrapped by an error or answer. `cause` and `errors` of an Error are not enumerable.
 */
function innerOf(fields: Readonly<Record<string, unknown>>): unknown[] {
  const named = Object.entries(fields).filter(([name]) => name === 'value' || /^error/.test(name));
  const { cause, extensions, errors } = fields;
  return [...new Set([cause, extensions, errors, ...named.map(([, value]) => value)])].flat();
}

function isRefusal(status: number): boolean {
  return status >= 400 && status < 600;
}

/**
 * A failure for the server's refusal, by status. All statuses are interpreted here.
 *
 * @param said the error or answer: a refusal because of pace may contain a time to wait, in an
 * unknown unit
 */
export function refusal(status: number, said?: unknown): Failure {
  const backoff = status === tooManyRequests ? backoffIn(said) : undefined;
  const detail = `server status ${status}`;
  return new Failure(
    codeOfServerStatus(status),
    backoff === undefined ? detail : `${detail}, back-off ${backoff}`,
  );
}

/** The failures for numbers in a message's acknowledgement that differ from ordinary statuses. */
const ackCodes: Readonly<Record<number, FailureCode>> = {
  // The group's members changed: WhatsApp then reads the group again.
  421: 'OVERLOADED',
  463: 'RESTRICTED_NEW_CHATS',
  475: 'NEW_CHAT_QUOTA_USED_UP',
  479: 'MESSAGE_MALFORMED',
  491: 'MESSAGE_MALFORMED',
};

/** A failure for a refused send, by the number in its acknowledgement. */
export function refusedSend(number: number, said?: unknown): Failure {
  const code = ackCodes[number];
  return code === undefined ? refusal(number, said) : new Failure(code, `server status ${number}`);
}

function backoffIn(said: unknown): number | undefined {
  const { errorBackoff, backoff } = (said ?? {}) as Readonly<Record<string, unknown>>;
  const number = numberOf(errorBackoff ?? backoff);
  return number > 0 ? number : undefined;
}

/**
 * Whether WhatsApp's server accepted a change, by its status.
 *
 * @throws Failure when the status says that it may accept the change later
 */
export function isAccepted(status: unknown): boolean {
  const number = numberOf(status);
  if (isRefusal(number)) {
    const failure = refusal(number);
    if (failure.code !== 'REFUSED_BY_WHATSAPP') {
      throw failure;
    }
  }
  return number === 200;
}

/**
 * Checks the statuses of several people. Mixed ones are returned to the caller.
 *
 * @throws Failure TOO_MANY_REQUESTS when the server answered 429 for each
 */
export function requirePaceKept(statuses: readonly unknown[]): void {
  if (statuses.length > 0 && statuses.every((one) => numberOf(one) === tooManyRequests)) {
    throw refusal(tooManyRequests);
  }
}

function codeOfServerStatus(status: number): FailureCode {
  if (status === tooManyRequests) {
    return 'TOO_MANY_REQUESTS';
  }
  return status >= 500 ? 'OVERLOADED' : 'REFUSED_BY_WHATSAPP';
}

/** Converts anything that wa-js or WhatsApp Web throws into a failure. Never throws. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof Failure) {
    return thrown;
  }
  const error = (typeof thrown === 'object' && thrown !== null ? thrown : { message: thrown }) as {
    [key: string]: unknown;
  };
  const status = statusOf(error);
  if (status === tooManyRequests) {
    // Before wa-js's code, which only names the action; a status says whether waiting helps.
    return refusal(status, error);
  }
  const known = typeof error.code === 'string' ? waJsCodes[error.code] : undefined;
  if (known !== undefined) {
    return new Failure(...known);
  }
  if (status !== undefined) {
    return 'ackErrorCode' in error ? refusedSend(status, error) : refusal(status, error);
  }
  const named = typeof error.name === 'string' ? names[error.name] : undefined;
  if (named !== undefined) {
    return new Failure(...named);
  }
  const message = String(error.message ?? '');
  const text = texts.find(([pattern]) => pattern.test(message));
  return text === undefined
    ? new Failure('PAGE_FAILED', safeName(error.code) ?? safeName(error.name) ?? '')
    : new Failure(text[1], text[2]);
}

/**
 * Whether the browser refused to store something: the disk is full, or it closed the page's
 * databases.
 */
export function isStorageRefusal(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    (thrown.name === 'QuotaExceededError' ||
      /connection is closing|opening backing store/i.test(thrown.message))
  );
}

/**
 * An error's code or name, if it looks like one. An error's message may contain anything, so it is
 * not used.
 */
function safeName(name: unknown): string | undefined {
  return typeof name === 'string' && /^[A-Za-z][A-Za-z_.-]{0,63}$/.test(name) ? name : undefined;
}
