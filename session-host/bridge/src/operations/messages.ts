import { chatIds, knownChat } from '../ids/chats';
import { byTime, earlier } from '../ids/messages';
import { widOf } from '../ids/wids';
import type { ChatModel, MsgModel, Page } from '../page';
import { isNotification, messageShape } from '../shapes/message';
import type { Message } from '../shapes/types';
import type { OperationsOf } from './types';

const pageSize = 50;
/** The size of the largest read: each read has a shorter deadline than the operation. */
const largestPage = 500;

export const messages: OperationsOf<'chatFetchMessages'> = {
  async chatFetchMessages({ chatId, searchOptions }, { page, lost }) {
    // The original's clients also send texts here, without effect.
    const { limit, fromMe } = typeof searchOptions === 'object' ? (searchOptions ?? {}) : {};
    const chat = await knownChat(page, chatId);
    const most = Math.floor(limit ?? 0);
    const isWanted = (isMine: boolean): boolean => fromMe === undefined || isMine === fromMe;
    const found =
      chat === null
        ? []
        : await newest(
            page,
            chat,
            most,
            (message) => !isNotification(page, message) && isWanted(message.id.fromMe),
          );
    const shown = found.map((message) => messageShape(page, message));
    const ids = chatIds(page, chat?.id ?? widOf(page, chatId, 'chatId'));
    // Without them the rest is still worth answering.
    const kept = await lost.ofChat(ids).catch(() => []);
    const missing = kept.filter((message) => isWanted(message.fromMe));
    return { success: true, messages: filled(shown, missing, most) };
  },
};

/** WhatsApp's messages, with those that its history lacks at their places in time. */
function filled(shown: Message[], missing: readonly Message[], most: number): Message[] {
  const known = new Set(shown.map(({ id }) => id.id));
  const others = missing.filter(({ id }) => !known.has(id.id));
  if (others.length === 0) {
    return shown;
  }
  const all = [...shown, ...others].sort((one, other) => one.timestamp - other.timestamp);
  return most > 0 ? all.slice(-most) : all;
}

/**
 * The newest matching messages, oldest first: from memory, then from the database up to the limit.
 * A limit of 0 or less reads only memory.
 */
async function newest(
  page: Page,
  chat: ChatModel,
  limit: number,
  wanted: (message: MsgModel) => boolean,
): Promise<MsgModel[]> {
  let all = inOrder(chat.msgs.getModelsArray());
  if (limit <= 0) {
    return all.filter(wanted);
  }
  let found: MsgModel[] = [];
  let anchor: MsgModel | undefined;
  let isMore = true;
  while (isMore && found.length < limit) {
    const count = Math.min(Math.max(limit - found.length, pageSize), largestPage);
    const batch = await earlier(page, chat, count, anchor?.id);
    all = inOrder([...batch, ...all]);
    isMore = batch[0] !== undefined;
    anchor = batch[0];
    // Memory may contain single old messages with a gap after them: messages older than the last
    // batch count only once the database has no more.
    const since = isMore ? (anchor?.t ?? 0) : 0;
    found = all.filter((message) => (message.t ?? 0) >= since && wanted(message));
  }
  return found.slice(-limit);
}

/** Each message once, oldest first; within a second in their current order. */
function inOrder(messages: readonly MsgModel[]): MsgModel[] {
  const distinct = new Map<string, MsgModel>();
  for (const message of messages) {
    const key = message.id.toString();
    if (!distinct.has(key)) {
      distinct.set(key, message);
    }
  }
  return [...distinct.values()].sort(byTime);
}
