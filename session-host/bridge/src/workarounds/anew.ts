import type { ChatModel } from '../page';

/**
 * The actions that a chat runs only once at a time, by the names under which it stores the running
 * ones.
 */
type Once =
  | 'markUnread'
  | 'sendClear'
  | 'sendDelete'
  | 'sendDeleteMsgs'
  | 'sendExit'
  | 'sendRevokeMsgs'
  | 'sendStarMsgs'
  | 'setArchive';

/**
 * Makes a chat drop its record of a running action, just before the same action is requested. Seen
 * in the client's modules: `chat.promises` contains the promise of a running action, and a second
 * request only gets that promise, even if it is for another message or to reverse an archive. This
 * protects against double clicks. A hanging action would block all later ones for the life of the
 * page.
 */
export function anew(chat: ChatModel, ...names: Once[]): void {
  const { promises } = chat as { promises?: Partial<Record<Once, unknown>> };
  for (const name of names) {
    delete promises?.[name];
  }
}
