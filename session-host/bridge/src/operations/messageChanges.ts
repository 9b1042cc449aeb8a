import { unresolved } from '../bundles/unresolved';
import { waitForChange } from '../changes';
import { Failure, failureOf, refusedSend } from '../failure';
import { existingChat } from '../ids/chats';
import { messageIn, ownKey } from '../ids/messages';
import type { ChatModel, MsgKey, MsgModel, Page } from '../page';
import type { SendResult } from '../pending/underWay';
import { mentioned } from '../send/mentions';
import { requireSent } from '../send/result';
import { messageShape } from '../shapes/message';
import { waitUntil } from '../waiting';
import { deleteMessage, refusalsOf, revokeStatus, starMessage } from '../workarounds';
import { revokingStatus } from './requirements';
import type { OperationsOf } from './types';

/** The time for WhatsApp to delete a message after the request. */
const deletedMs = 20_000;

/** Operations that change an existing message. All may be repeated. */
export const messageChanges: OperationsOf<
  'messageDelete' | 'messageEdit' | 'messageReact' | 'messageStar' | 'messageUnstar'
> = {
  async messageDelete({ chatId, messageId, everyone, clearMedia }, { page, bundles }) {
    const message = await messageIn(page, chatId, messageId);
    if (everyone && message.type === 'revoked') {
      return { success: true };
    }
    if (everyone && message.id.fromMe && message.id.remote.isStatus()) {
      await bundles.load(unresolved(page, revokingStatus));
      await revokeStatus(page, message);
      return { success: true };
    }
    refusalsOf(page).forget(message.id);
    const chat = chatOf(page, message);
    const ends = await deleteMessage(page, chat, message, everyone ?? false, clearMedia ?? true);
    for (const end of Array.isArray(ends) ? ends : []) {
      requireSent(page, message.id, end as SendResult);
    }
    await deleted(page, message);
    return { success: true };
  },

  async messageEdit({ chatId, messageId, content, options }, { page, messageId: editId }) {
    const message = await messageIn(page, chatId, messageId);
    const chat = chatOf(page, message);
    const mentions = await mentioned(page, chat, options?.mentions);
    const key = ownKey(page, chat, editId);
    refusalsOf(page).forget(key);
    try {
      await page.wpp.chat.editMessage(message.id.toString(), content, {
        detectMentioned: false,
        markIsRead: false,
        messageId: key,
        ...(mentions.length > 0 ? { mentionedList: mentions } : {}),
      });
    } catch (error) {
      if (failureOf(error).code === 'CONFLICT') {
        return { success: true, message: null };
      }
      throw error;
    }
    // WhatsApp shows the new text in any case, and does not report the result.
    requireTaken(page, key);
    return { success: true, message: messageShape(page, message) };
  },

  async messageReact({ chatId, messageId, reaction }, { page }) {
    const message = await messageIn(page, chatId, messageId);
    refusalsOf(page).forget(message.id);
    try {
      const { sendMsgResult } = await page.wpp.chat.sendReactionToMessage(message, reaction);
      requireSent(page, message.id, sendMsgResult as SendResult | null | undefined);
    } catch (error) {
      // WhatsApp only reports that there was a refusal.
      requireTaken(page, message.id);
      throw error;
    }
    return { success: true };
  },

  async messageStar({ chatId, messageId }, { page }) {
    await star(page, await messageIn(page, chatId, messageId), true);
    return { success: true };
  },

  async messageUnstar({ chatId, messageId }, { page }) {
    await star(page, await messageIn(page, chatId, messageId), false);
    return { success: true };
  },
};

/**
 * Waits until the message is deleted. The message's state decides, because an earlier deletion in
 * the chat may have been running.
 *
 * @throws Failure by the server's status when it refused, OVERLOADED when nothing happened
 */
async function deleted(page: Page, message: MsgModel): Promise<void> {
  const { MsgStore } = page.wpp.whatsapp;
  const isGone = (): boolean =>
    message.type === 'revoked' || MsgStore.get(message.id) === undefined;
  await waitUntil(
    () => isGone() || Boolean(refusalsOf(page).of(message.id)),
    [
      [message, 'change:type'],
      [MsgStore, 'remove'],
    ],
    deletedMs,
  );
  if (!isGone()) {
    requireTaken(page, message.id);
    throw new Failure('OVERLOADED');
  }
}

/** @throws Failure by the server's status when it refused a send about this message */
function requireTaken(page: Page, about: MsgKey): void {
  const status = refusalsOf(page).of(about);
  if (status) {
    throw refusedSend(status);
  }
}

/** As in the original API, a message that cannot be starred is ignored. */
async function star(page: Page, message: MsgModel, starred: boolean): Promise<void> {
  const can = page.module<{ canStarMsg?: (message: MsgModel) => boolean }>(
    'WAWebMsgActionCapability',
  );
  if (Boolean(message.star) !== starred && (can?.canStarMsg?.(message) ?? true)) {
    await starMessage(page, chatOf(page, message), message, starred);
    if (!(await waitForChange(message, 'star', () => Boolean(message.star) === starred))) {
      throw new Failure('OVERLOADED');
    }
  }
}

function chatOf(page: Page, message: MsgModel): ChatModel {
  const chat = existingChat(page, message.id.remote.toString());
  if (chat === null) {
    throw new Failure('CHAT_NOT_FOUND');
  }
  return chat;
}
