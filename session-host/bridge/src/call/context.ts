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
import type { FileAnswer } from './fileAnswer';

/** The operations that `openapi.yaml` says run in the page. */
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

/** An operation's answer: the whole body of the API's 200. Where that is no JSON, only a file. */
export type AnswerOf<Id extends PageOperationId> = operations[Id]['responses'][200] extends {
  content: { 'application/json': infer Answer extends object };
}
  ? Answer
  : FileAnswer;

/** What an operation works with. */
export interface Context {
  page: Page;
  connection: Connection;
  linkCode: LinkCode;
  limits: AccountLimits;
  presence: Presence;
  /** Loads what only some of an operation's cases need. */
  bundles: Pick<Bundles, 'load'>;
  /** What the host has of messages that WhatsApp's history lacks. */
  lost: Pick<LostMessages, 'ofChat' | 'forget'>;
  /** The WhatsApp id of the message that this command makes, if it makes one: bare, `3EB0…`. */
  messageId: string;
  /** Until when the command may take effect, in unix ms. */
  expiresAt: number;
  /** Says that what the command sends is in WhatsApp's queue: what is sent now goes after it. */
  queued: () => void;
  /** What the host has put into the page for this command. */
  files: readonly File[];
  /** How the caller wrote an id of the arguments, where another form of the number stands for it. */
  named: (id: string) => string;
}

/** How a call ended. `pageMs` is how long the page worked on it, without waiting to be ready. */
export type Result =
  | { ok: true; answer: object; pageMs: number }
  | { ok: false; code: FailureCode; detail: string; pageMs: number };

/**
 * What a call is answered that does not wait for its end, or cannot: `queued`, what the command sends is in
 * WhatsApp's queue; `early`, a command that must be there before is not; `unknown`, this page does not work
 * on the command, which was given to another.
 */
export interface Reached {
  reached: 'queued' | 'early' | 'unknown';
}

/**
 * Names the command that a call belongs to, and the message that it makes, if it makes one; and the other
 * ids that people whom its arguments name may have.
 */
export interface CallContext {
  commandId: string;
  messageId: string;
  /** How long the page may work on it, waiting to be ready included. The host waits longer. */
  deadlineMs: number;
  alternatives?: Alternatives;
  /** Until when the command may take effect, in unix ms; without it, for a day. */
  expiresAtMs?: number;
  /** The commands that must be in WhatsApp's queue before this one, or have ended. */
  after?: readonly string[];
  /** Whether to answer when what the command sends is in WhatsApp's queue, if that is before its end. */
  untilQueued?: boolean;
  /** Whether only to wait for the end of what this page works on. */
  join?: boolean;
}
