import { Failure } from '../failure';
import { muteModel } from '../models/mute';
import type { ChatModel, Page } from '../page';

/**
 * `WAWebUpdateUnreadChatAction.sendSeen`: wa-js's `chat.markIsRead` compares versions first, by a
 * constant that none of the bound modules has, and so fails in the narrowed view.
 */
export async function sendSeen(page: Page, chat: ChatModel): Promise<void> {
  await page.wpp.whatsapp.functions.sendSeen({ chat, afterAvailable: false });
}

/**
 * `WAWebSetArchiveChatAction.setArchive`: wa-js's `chat.archive` compares versions first, as `chat.markIsRead`
 * does, and then only asks the main interface for it (`Cmd`), which does nothing while it is not mounted.
 * It resolves also where the server did not take it.
 *
 * @throws Failure UNAVAILABLE_IN_THIS_VERSION
 */
export async function archiveChat(page: Page, chat: ChatModel, archived: boolean): Promise<void> {
  const action = page.module<{
    setArchive?: (chat: ChatModel, archived: boolean, showToast: boolean) => Promise<unknown>;
  }>('WAWebSetArchiveChatAction');
  if (action?.setArchive === undefined) {
    throw new Failure('UNAVAILABLE_IN_THIS_VERSION');
  }
  await action.setArchive(chat, archived, false);
}

/**
 * `WAWebSendClearChatAction.sendClear`: begins once the 4 s are over in which its user could undo it.
 * wa-js's `chat.clear` says that it is done before that, and whatever comes of it.
 */
export async function clearChat(page: Page, chat: ChatModel): Promise<void> {
  await page.wpp.whatsapp.functions.sendClear(chat, false);
}

/**
 * `Mute.mute` of a chat's mute: wa-js's `chat.mute` refuses -1, for ever.
 *
 * @param expiration unix seconds in whole numbers, -1 for ever, 0 for not at all
 */
export async function setMute(page: Page, chat: ChatModel, expiration: number): Promise<void> {
  const mute = muteModel(page, chat);
  if (mute === undefined) {
    throw new Failure('UNAVAILABLE_IN_THIS_VERSION');
  }
  await (expiration === 0
    ? mute.unmute({ sendDevice: true })
    : mute.mute({ expiration, isAutoMuted: false, sendDevice: true }));
}
