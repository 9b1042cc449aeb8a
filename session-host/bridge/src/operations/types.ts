import type { FileAnswer } from '../answers';
import type { Bundles } from '../bundles/bundles';
import type { Connection } from '../connection/connection';
import type { LinkCode } from '../connection/linkCode';
import type { Presence } from '../connection/presence';
import type { operations } from '../generated/api';
import type { pageOperations } from '../generated/operations';
import type { AccountLimits } from '../limits/accountLimits';
import type { Page } from '../page';

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

export type Operations = {
  [Id in PageOperationId]: (args: ArgsOf<Id>, context: Context) => Promise<AnswerOf<Id>>;
};

/** The part of the map that one file implements. */
export type Some<Ids extends PageOperationId> = Pick<Operations, Ids>;
