import type { Bundles } from '../bundles/bundles';
import type { Connection } from '../connection/connection';
import type { LinkCode } from '../connection/linkCode';
import type { Presence } from '../connection/presence';
import type { LostMessages } from '../events/lostMessages';
import type { FailureCode } from '../failure';
import type { operations } from '../generated/api';
import type { pageOperations } from '../generated/operations';
import type { Alternatives } from '../ids/forms';
import type { AccountLimits } from '../limits/accountLimits';
import type { Page } from '../page';
import type { PendingMessages } from '../pending/pendingMessages';
import type { FileAnswer } from './fileAnswer';

/** The operations that run in the page by `openapi.yaml`. */
export type PageOperationId = keyof typeof pageOperations;

type Body<Id extends PageOperationId> = operations[Id] extends {
  requestBody: { content: { 'application/json': infer B } };
}
  ? B
  : unknown;
type Query<Id extends PageOperationId> = [
  NonNullable<operations[Id]['parameters']['query']>,
] extends [never]
  ? unknown
  : NonNullable<operations[Id]['parameters']['query']>;

/** An operation's arguments: the request's body and query, already validated by the API. */
export type ArgsOf<Id extends PageOperationId> = Body<Id> & Query<Id>;

/** An operation's answer: the body of the API's 200. If that is not JSON, a file. */
export type AnswerOf<Id extends PageOperationId> = operations[Id]['responses'][200] extends {
  content: { 'application/json': infer Answer extends object };
}
  ? Answer
  : FileAnswer;

/** The context of an operation. */
export interface Context {
  page: Page;
  connection: Connection;
  linkCode: LinkCode;
  limits: AccountLimits;
  presence: Presence;
  /** Keeps pending messages and sends them again. */
  pending: PendingMessages;
  /** Loads bundles that only some cases of an operation need. */
  bundles: Pick<Bundles, 'load'>;
  /** Messages of the host's log that WhatsApp's history lacks. */
  lost: Pick<LostMessages, 'ofChat' | 'forget'>;
  /** The WhatsApp id of the message that this command sends, if it sends one: bare, `3EB0…`. */
  messageId: string;
  /** The end of the time in which the command may take effect, in unix ms. */
  expiresAt: number;
  /**
   * Reports that the command's message is in WhatsApp's queue: later messages are sent after it.
   */
  queued: () => void;
  /** The files that the host has put into the page for this command. */
  files: readonly File[];
  /** The caller's form of an id in the arguments, if another form of the number replaced it. */
  named: (id: string) => string;
}

/** The result of a call. `pageMs` is the page's working time, without the time to get ready. */
export type Result =
  | { ok: true; answer: object; pageMs: number }
  | { ok: false; code: FailureCode; detail: string; pageMs: number };

/**
 * The answer to a call that does not wait for its end, or cannot: `queued`, the command's message
 * is in WhatsApp's queue; `early`, a command that must precede it has not arrived; `unknown`, this
 * page does not run the command, which was given to another.
 */
export interface Reached {
  reached: 'queued' | 'early' | 'unknown';
}

/**
 * Identifies the command of a call, its message, if it sends one, and other ids of the people in
 * its arguments.
 */
export interface CallContext {
  commandId: string;
  messageId: string;
  /** The maximum time of the page, waiting to be ready included. The host waits longer. */
  deadlineMs: number;
  alternatives?: Alternatives;
  /**
   * The end of the time in which the command may take effect, in unix ms; by default a day later.
   */
  expiresAtMs?: number;
  /** Commands that must be in WhatsApp's queue, or have ended, before this one. */
  after?: readonly string[];
  /** Whether to answer as soon as the command's message is in WhatsApp's queue. */
  untilQueued?: boolean;
  /** Whether only to wait for the end of a command that this page already runs. */
  join?: boolean;
}
