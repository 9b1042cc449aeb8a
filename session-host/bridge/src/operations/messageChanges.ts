import { shows } from '../changes';
import { Failure, failureOf } from '../failure';
import { existingChat } from '../ids/chats';
import { messageIn, ownKey } from '../ids/messages';
import { widOf } from '../ids/wids';
import type { ChatModel, MsgModel, Page } from '../page';
import { messageShape } from '../shapes/message';
import { holds } from '../waiting';
import { startDeleting } from '../workarounds';
import type { Some } from './types';

/** How long WhatsApp may take to delete a message once it was told to. */
const deletedMs = 20_000;

/** What can be done to a message that is there. All of it may be repeated. */
export const messageChanges: Some<
  'messageDelete' | 'messageEdit' | 'messageReact' | 'messageStar' | 'messageUnstar'
> = {
  async messageDelete({ chatId, messageId, everyone, clearMedia }, { page }) {
    const message = await messageIn(page, chatId, messageId);
    if (everyone && message.type === 'revoked') {
      return { success: true };
    }
    startDeleting(page, chatOf(page, message), message, everyone ?? false, clearMedia ?? true);
    if (!(await deleted(page, message))) {
      throw new Failure('OVERLOADED');
    }
    return { success: true };
  },

  async messageEdit({ chatId, messageId, content, options }, { page, messageId: editId }) {
    const message = await messageIn(page, chatId, messageId);
    const mentions = [options?.mentions ?? []]
      .flat()
      .map((id) => widOf(page, id, 'options.mentions'));
    try {
      await page.wpp.chat.editMessage(message.id.toString(), content, {
        detectMentioned: false,
        markIsRead: false,
        messageId: ownKey(page, chatOf(page, message), editId),
        ...(mentions.length > 0 ? { mentionedList: mentions } : {}),
      });
    } catch (error) {
      if (failureOf(error).code === 'CONFLICT') {
        return { success: true, message: null };
      }
      throw error;
    }
    return { success: true, message: messageShape(page, message) };
  },

  async messageReact({ chatId, messageId, reaction }, { page }) {
    const message = await messageIn(page, chatId, messageId);
    const { sendMsgResult } = await page.wpp.chat.sendReactionToMessage(message, reaction);
    const result = resultName(sendMsgResult);
    if (result !== null && result !== 'OK') {
      throw new Failure('REFUSED_BY_WHATSAPP', result);
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

/** WhatsApp's commands say nothing of how they end, so what counts is what became of the message. */
function deleted(page: Page, message: MsgModel): Promise<boolean> {
  const { MsgStore } = page.wpp.whatsapp;
  return holds(
    () => message.type === 'revoked' || MsgStore.get(message.id) === undefined,
    [
      [message, 'change:type'],
      [MsgStore, 'remove'],
    ],
    deletedMs,
  );
}

/** As in the original API, what cannot be starred is left alone. */
async function star(page: Page, message: MsgModel, starred: boolean): Promise<void> {
  const can = page.module<{ canStarMsg?: (message: MsgModel) => boolean }>(
    'WAWebMsgActionCapability',
  );
  if (Boolean(message.star) !== starred && (can?.canStarMsg?.(message) ?? true)) {
    await page.wpp.chat.starMessage(message.id.toString(), starred);
    if (!(await shows(message, 'star', () => Boolean(message.star) === starred))) {
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

/** WhatsApp's name for how a send ended, in whichever of its two forms; null when it does not say. */
function resultName(result: unknown): string | null {
  const name =
    (result as { messageSendResult?: unknown } | null | undefined)?.messageSendResult ?? result;
  return typeof name === 'string' ? name : null;
}
