import { Failure } from '../failure';
import { isPerson } from '../ids/chats';
import type { ChatModel, Page, Wid } from '../page';
import { excepts, hasToken, isOpenToAll, isOwnAccount } from '../workarounds';
import type { Limits } from './shapes';

/**
 * Whether WhatsApp counts a chat as new: with a person who was not in contact with the account
 * within some weeks, whether or not there is a chat. Groups, channels and status posts never count.
 */
export function isNewChat(page: Page, wid: Wid, chat: ChatModel | null): boolean {
  if (!isPerson(wid) || isOwnAccount(page, wid)) {
    return false;
  }
  const contact = page.wpp.whatsapp.ContactStore?.get(wid);
  if (contact && isOpenToAll(page, contact)) {
    return false;
  }
  // If the page does not know, WhatsApp itself decides.
  return chat === null || hasToken(chat) === false;
}

/**
 * The failure with which WhatsApp would refuse a message to a chat; null when no limit prevents it.
 */
export function limitOn(
  page: Page,
  { reachoutTimelock, newChatQuota }: Limits,
  wid: Wid,
  chat: ChatModel | null,
): Failure | null {
  const isCapped = newChatQuota?.status === 'CAPPED';
  if (!(reachoutTimelock.active || isCapped) || !isNewChat(page, wid, chat)) {
    return null;
  }
  const applies = (limit: 'timelock' | 'quota') => chat === null || !excepts(page, limit, chat);
  if (reachoutTimelock.active && applies('timelock')) {
    return new Failure('RESTRICTED_NEW_CHATS', until(reachoutTimelock.until));
  }
  return isCapped && applies('quota')
    ? new Failure('NEW_CHAT_QUOTA_USED_UP', until(newChatQuota.cycleEnd))
    : null;
}

/** @throws Failure RESTRICTED_NEW_CHATS, NEW_CHAT_QUOTA_USED_UP when WhatsApp would refuse a message */
export function requireWithinLimits(page: Page, limits: Limits, chat: ChatModel): void {
  const failure = limitOn(page, limits, chat.id, chat);
  if (failure !== null) {
    throw failure;
  }
}

function until(seconds: number | null): string {
  return seconds === null ? '' : `until ${seconds}`;
}
