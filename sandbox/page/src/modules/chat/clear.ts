import { define } from '../../loader/define';
import { synchronise } from '../../net/appState';
import { records } from '../../store/storage';
import { msgCollection } from '../message/msg';
import { type Chat, chatCollection, saveChat } from './chat';

/** The results in `chat.promises`, as in the client. */
interface Done {
  status: number;
}

interface Modules {
  require(id: 'WAWebStateUtils'): { unproxy<T>(model: T): T };
}

/** The time in which a client's user may undo it; 4 s there. */
const UNDO_MS = 1_000;

/**
 * Empties a chat for this account; starred messages stay by default. As in the client it begins
 * when it can no longer be undone, and the caller is not told of a failure.
 */
async function sendClear(model: Chat, keepStarred = true): Promise<void> {
  // By name, as in the client: wa-js distinguishes this function by the module that it requires.
  const chat = (globalThis as unknown as Modules).require('WAWebStateUtils').unproxy(model);
  await new Promise((resolve) => setTimeout(resolve, UNDO_MS));
  try {
    chat.promises.sendClear = clear(chat, keepStarred);
    await chat.promises.sendClear;
  } catch (error) {
    console.warn('A chat was not cleared', error);
  } finally {
    delete chat.promises.sendClear;
  }
}

async function clear(chat: Chat, keepStarred: boolean): Promise<void> {
  await synchronise('clearChat', { chat: chat.id.toString() });
  await emptyChat(chat, keepStarred);
}

/** Deletes a chat's messages from storage and memory. */
export async function emptyChat(chat: Chat, keepStarred: boolean): Promise<void> {
  const all = await records().messagesBeside(
    chat.id.toString(),
    null,
    'before',
    Number.POSITIVE_INFINITY,
  );
  const keys = all.filter((record) => !keepStarred || record.star !== true).map(({ key }) => key);
  await records().deleteMessages(keys);
  for (const key of keys) {
    const msg = msgCollection.get(key);
    if (msg !== undefined) {
      chat.msgs.remove(msg);
      msgCollection.remove(msg);
    }
  }
  chat.set({ unreadCount: 0, lastReceivedKey: chat.msgs.last()?.id });
  await saveChat(chat);
}

function sendDelete(chat: Chat): Promise<Done> {
  const work = remove(chat);
  chat.promises.sendDelete = work;
  return work;
}

async function remove(chat: Chat): Promise<Done> {
  await synchronise('deleteChat', { chat: chat.id.toString() });
  await dropChat(chat);
  return { status: 200 };
}

/** Removes a chat and its contents from the list. */
export async function dropChat(chat: Chat): Promise<void> {
  await emptyChat(chat, false);
  await records().deleteChat(chat.id.toString());
  chatCollection.remove(chat);
}

define('WAWebSendClearChatAction', { sendClear });
define('WAWebDeleteChatAction', { sendDelete });
