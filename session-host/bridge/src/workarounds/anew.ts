import type { ChatModel } from '../page';

/** What a chat does once at a time, by the names under which it keeps what is under way. */
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
 * Has a chat forget that something is under way, just before the same is asked for. Seen in the client's
 * modules: `chat.promises` has the end of what is under way, and who asks meanwhile is given that end; nothing is
 * done for them, though they may want another message deleted, or a chat taken back from the archive. That is
 * against users who click twice. What hangs would keep the chat from it for as long as the page lives.
 */
export function anew(chat: ChatModel, ...names: Once[]): void {
  const { promises } = chat as { promises?: Partial<Record<Once, unknown>> };
  for (const name of names) {
    delete promises?.[name];
  }
}
