import type { AnswerOf, ArgsOf, Context, PageOperationId } from '../call/context';

export type Operations = {
  [Id in PageOperationId]: (args: ArgsOf<Id>, context: Context) => Promise<AnswerOf<Id>>;
};

/** The part of the operations that one file implements. */
export type OperationsOf<Ids extends PageOperationId> = Pick<Operations, Ids>;
