import { counterpart } from '../models/counterpart';
import type { Page, Wid } from '../page';
import { whoOfChat } from './numbers';
import type { Recipient } from './types';

/** The recipient of a message: the chat in which WhatsApp put it, and the person by both ids. */
export function recipientShape(page: Page, chat: Wid): Recipient {
  const lid =
    chat.server === 'lid' ? chat : chat.server === 'c.us' ? counterpart(page, chat) : null;
  return {
    id: chat.toString(),
    lid: lid?.toString() ?? null,
    ...whoOfChat(page, chat),
  };
}
