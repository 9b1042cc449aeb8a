import { Failure, failureOf } from '../failure';
import { counterpart } from '../models/counterpart';
import type { ChatModel, Page, Wid } from '../page';
import { asked, queryExists } from '../workarounds';
import { widOf } from './wids';

/**
 * The chat of an id, if this page has it. A person's chat is found by phone number and by LID:
 * WhatsApp stores it under one of the two, mostly the LID. Sends no request.
 *
 * @throws Failure INVALID_FIELD when the text is no id
 */
export function existingChat(page: Page, chatId: string): ChatModel | null {
  return chatOf(page, widOf(page, chatId, 'chatId'));
}

function chatOf(page: Page, wid: Wid): ChatModel | null {
  const { ChatStore, NewsletterStore } = page.wpp.whatsapp;
  if (wid.server === 'newsletter') {
    return NewsletterStore.get(wid) ?? null;
  }
  const other = counterpart(page, wid);
  return ChatStore.get(wid) ?? (other === null ? null : (ChatStore.get(other) ?? null));
}

/** All ids that a chat may have, as far as this page knows them: a person's two. */
export function chatIds(page: Page, wid: Wid): string[] {
  const other = counterpart(page, wid);
  return [wid, ...(other === null ? [] : [other])].map(String);
}

/**
 * The chat of an id, if there is one. For a person whose other id this page does not know, the
 * server is asked, because the chat may be under that id.
 *
 * @param field the caller's name for the id
 * @throws Failure CHAT_NOT_FOUND when the id is not on WhatsApp, or there is no such group
 */
export async function knownChat(
  page: Page,
  chatId: string,
  field = 'chatId',
): Promise<ChatModel | null> {
  const wid = widOf(page, chatId, field);
  const existing = chatOf(page, wid);
  if (existing !== null) {
    return existing;
  }
  if (!isPerson(wid)) {
    throw new Failure('CHAT_NOT_FOUND');
  }
  return chatOf(page, await registered(page, wid, field));
}

/**
 * The existing chat of an id.
 *
 * @throws Failure CHAT_NOT_FOUND when there is none
 */
export async function presentChat(page: Page, chatId: string): Promise<ChatModel> {
  const chat = await knownChat(page, chatId);
  if (chat === null) {
    throw new Failure('CHAT_NOT_FOUND');
  }
  return chat;
}

/**
 * The chat of an id; for a person without one, a new empty chat.
 *
 * @param field the caller's name for the id
 * @throws Failure CHAT_NOT_FOUND when the id is not on WhatsApp, or the account may not see it
 */
export async function openChat(page: Page, chatId: string, field = 'chatId'): Promise<ChatModel> {
  const wid = widOf(page, chatId, field);
  const existing = chatOf(page, wid);
  if (existing !== null) {
    return existing;
  }
  if (isPerson(wid)) {
    return findOrCreateChat(page, await registered(page, wid, field));
  }
  if (wid.server === 'g.us') {
    return openGroup(page, wid);
  }
  throw new Failure('CHAT_NOT_FOUND');
}

export function isPerson(wid: Wid): boolean {
  return wid.server === 'c.us' || wid.server === 'lid';
}

/**
 * Looks the person up on the server, which also gives the page the person's LID; without it there
 * is no chat.
 */
async function registered(page: Page, wid: Wid, field: string): Promise<Wid> {
  const answer = await queryExists(page, wid);
  if (answer === null) {
    // Clients of the original API compare the plain text.
    throw new Failure('CHAT_NOT_FOUND', field === 'chatId' ? '' : `${field}: not on WhatsApp`);
  }
  return answer.wid;
}

/**
 * Looks the group up before its chat is created: otherwise any group's id would leave a chat
 * behind.
 */
async function openGroup(page: Page, wid: Wid): Promise<ChatModel> {
  const members = await membersOf(page, wid);
  if (members === 0) {
    throw new Failure('CHAT_NOT_FOUND');
  }
  return findOrCreateChat(page, wid);
}

/**
 * The number of members; 0 when the server reports nothing to this account, which WhatsApp does not
 * treat as an error.
 */
async function membersOf(page: Page, wid: Wid): Promise<number> {
  try {
    const metadata = await asked(page.wpp.whatsapp.GroupMetadataStore.find(wid));
    return metadata?.participants?.getModelsArray().length ?? 0;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code === 'REFUSED_BY_WHATSAPP' || failure.code === 'PAGE_FAILED') {
      return 0;
    }
    throw failure;
  }
}

/**
 * The chat to which a message really goes. WhatsApp stores some people twice, under number and LID,
 * and uses the one it considers the latest; so does wa-js, whatever chat it is given.
 */
export async function writtenTo(page: Page, chat: ChatModel): Promise<ChatModel> {
  return isPerson(chat.id) ? findOrCreateChat(page, chat.id) : chat;
}

/** By text, the form in which wa-js documents ids: it accepts objects only in some places. */
function findOrCreateChat(page: Page, wid: Wid): Promise<ChatModel> {
  return asked(page.wpp.chat.find(wid.toString()));
}
