import { Failure, statusOf } from '../failure';
import { muteModel } from '../models/mute';
import type { ChatModel, Page } from '../page';
import { anew } from './anew';

/**
 * `WAWebUpdateUnreadChatAction.sendSeen`: wa-js's `chat.markIsRead` compares versions first, by a
 * constant that none of the bound modules has, and so fails in the narrowed view.
 */
export async function sendSeen(page: Page, chat: ChatModel): Promise<void> {
  await page.wpp.whatsapp.functions.sendSeen({ chat, afterAvailable: false });
}

type SendSeen = (what: { chat: ChatModel; afterAvailable?: boolean }) => Promise<unknown>;

const whenAsked = new WeakSet<SendSeen>();

/**
 * `WAWebUpdateUnreadChatAction.sendSeen`: after everything that it sends, reactions and edits
 * included, WhatsApp itself marks the chat as read; if the account is not shown as available, it
 * does so once it is. From now on only calls that do not wait for availability have an effect, as
 * {@link sendSeen}'s own: its callers decide. WhatsApp reads the export at every call; a screen
 * would use another.
 *
 * @returns whether the page allows this change
 */
export function readChatsWhenAskedOnly(page: Page): boolean {
  const exports = page.module<{ sendSeen?: SendSeen }>('WAWebUpdateUnreadChatAction');
  const original = exports?.sendSeen;
  if (!exports || original === undefined) {
    return false;
  }
  if (whenAsked.has(original)) {
    return true;
  }
  const asked: SendSeen = async (what) =>
    what.afterAvailable === false ? original(what) : undefined;
  whenAsked.add(asked);
  try {
    exports.sendSeen = asked;
  } catch {
    // Exports that cannot be changed stay unchanged.
  }
  return exports.sendSeen === asked;
}

/**
 * `WAWebSetArchiveChatAction.setArchive`: wa-js's `chat.archive` compares versions first, as
 * `chat.markIsRead` does, and then only asks the main interface (`Cmd`), which does nothing while
 * it is not mounted. It resolves even if the server did not accept it.
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
  anew(chat, 'setArchive');
  await action.setArchive(chat, archived, false);
}

/**
 * `WAWebSendClearChatAction.sendClear`: begins after the 4 s in which a user could undo it. wa-js's
 * `chat.clear` reports success before that, whatever happens.
 */
export async function clearChat(page: Page, chat: ChatModel): Promise<void> {
  anew(chat, 'sendClear');
  await page.wpp.whatsapp.functions.sendClear(chat, false);
}

/**
 * `WAWebDeleteChatAction.sendDelete`: its result is in its promise, or in the chat's own promise,
 * which may be removed when it has ended. wa-js's `chat.delete` only uses the latter, and reports
 * 500 for every refusal.
 *
 * @returns the server's status
 * @throws what WhatsApp throws, if it contains no status
 */
export async function deleteChat(page: Page, chat: ChatModel): Promise<number> {
  anew(chat, 'sendDelete');
  const answer: unknown = page.wpp.whatsapp.functions.sendDelete(chat);
  const { sendDelete } = (chat as { promises?: { sendDelete?: unknown } }).promises ?? {};
  try {
    const ends = (await Promise.all([sendDelete, answer])) as ({ status?: unknown } | undefined)[];
    const status = ends.find((end) => typeof end?.status === 'number')?.status;
    return typeof status === 'number' ? status : 200;
  } catch (error) {
    const status = statusOf(error);
    if (status === undefined) {
      throw error;
    }
    return status;
  }
}

/**
 * `Mute.mute` of a chat's mute: wa-js's `chat.mute` refuses -1, unlimited.
 *
 * @param expiration unix seconds in whole numbers, -1 for unlimited, 0 for not muted
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
