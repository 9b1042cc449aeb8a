/** The kind of a failure; each has its own advice. */
export type FailureKind =
  | 'key' // the key opens nothing
  | 'scope' // the key does not allow this
  | 'unpaid'
  | 'slower'
  | 'offline'
  | 'absent'
  | 'refused'
  | 'broken';

const UNAUTHORIZED = 401;
const PAYMENT_REQUIRED = 402;
const FORBIDDEN = 403;
const NOT_FOUND = 404;
const TOO_MANY = 429;
const SERVER = 500;

/** An answer of the API that is none, or no answer at all. */
export class Failure extends Error {
  readonly kind: FailureKind;

  /**
   * @param status 0 when there was no answer
   * @param error the API's own text, in English
   * @param retryAfterMs how long the API asks to wait; null where it does not say
   */
  constructor(
    readonly status: number,
    readonly error: string,
    readonly retryAfterMs: number | null = null,
  ) {
    super(error);
    this.kind = kindOf(status, error);
  }

  /** Whether the same question may be answered when it is asked again later. */
  get passes(): boolean {
    return this.kind === 'slower' || this.kind === 'offline' || this.kind === 'broken';
  }
}

/** The failure of a thrown value. Any other value is a fault of the page itself. */
export function failureOf(thrown: unknown): Failure {
  return thrown instanceof Failure ? thrown : new Failure(SERVER, String(thrown));
}

function kindOf(status: number, error: string): FailureKind {
  if (status === 0) {
    return 'offline';
  }
  if (status === UNAUTHORIZED || (status === FORBIDDEN && error.startsWith('Invalid API key'))) {
    return 'key';
  }
  if (status === FORBIDDEN && error.startsWith('key_out_of_scope')) {
    return 'scope';
  }
  if (status === PAYMENT_REQUIRED) {
    return 'unpaid';
  }
  if (status === TOO_MANY) {
    return 'slower';
  }
  if (status === NOT_FOUND) {
    return 'absent';
  }
  return status >= SERVER ? 'broken' : 'refused';
}
