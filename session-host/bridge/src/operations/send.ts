import { Failure, failureOf } from '../failure';
import { openChat } from '../ids/chats';
import { messageIn, ownKey, ownMessage } from '../ids/messages';
import { widOf } from '../ids/wids';
import type { ChatModel, MsgKey, MsgModel, Page } from '../page';
import { sendContent } from '../send';
import type { Options, SendOptions, SendRequest } from '../send/types';
import { messageShape } from '../shapes/message';
import { sendSeen } from '../workarounds';
import type { Some } from './types';

/** How long the server may take to acknowledge a message, and how long when the caller waits for it. */
const ackMs = 5_000;
const ackWantedMs = 20_000;

export const send: Some<'clientSendMessage'> = {
  async clientSendMessage(request, { page, messageId }) {
    const chat = await openChat(page, request.chatId);
    const key = ownKey(page, chat, messageId);
    // A command that is delivered again finds what it sent before.
    const message = (await ownMessage(page, key)) ?? (await sendNew(page, chat, key, request));
    // Until the server has it, a message lives in this browser alone and could be lost with it, so
    // even who does not want to wait does so for a moment. Then the answer says ack 0: pending.
    await acknowledged(message, request.options?.waitUntilMsgSent ? ackWantedMs : ackMs);
    if ((message.ack ?? 0) < 0) {
      throw new Failure('REFUSED_BY_WHATSAPP', `ack ${message.ack}`);
    }
    return { success: true, message: messageShape(page, message) };
  },
};

async function sendNew(
  page: Page,
  chat: ChatModel,
  key: MsgKey,
  request: SendRequest,
): Promise<MsgModel> {
  const options = request.options ?? {};
  const quoted = await quotedMessage(page, chat, options);
  const mentions = [options.mentions ?? []].flat().map((id) => widOf(page, id, 'options.mentions'));
  if (options.sendSeen !== false && chat.unreadCount !== 0) {
    // Like wa-js: a read receipt that fails does not keep the message from going out.
    sendSeen(page, chat).catch(() => undefined);
  }
  const sendOptions: SendOptions = {
    detectMentioned: false,
    markIsRead: false,
    messageId: key,
    waitForAck: false,
    ...(mentions.length > 0 ? { mentionedList: mentions } : {}),
    ...(quoted === null ? {} : { quotedMsg: quoted }),
  };
  try {
    await sendContent(request, { page, chat, options: sendOptions });
  } catch (error) {
    // What fails after the message was made has sent it all the same.
    const made = page.wpp.whatsapp.MsgStore.get(key);
    if (made && !(error instanceof Failure)) {
      return made;
    }
    throw error;
  }
  const made = await ownMessage(page, key);
  if (made === null) {
    throw new Failure('OUTCOME_UNKNOWN');
  }
  return made;
}

/** The message to reply to; null for none, and for one that cannot be when the caller allows that. */
async function quotedMessage(
  page: Page,
  chat: ChatModel,
  { quotedMessageId, ignoreQuoteErrors }: Options,
): Promise<MsgModel | null> {
  if (!quotedMessageId) {
    return null;
  }
  try {
    const message = await messageIn(page, chat.id.toString(), quotedMessageId);
    if (!page.wpp.whatsapp.functions.canReplyMsg(message)) {
      throw new Failure('REFUSED_BY_WHATSAPP', 'options.quotedMessageId: cannot be replied to');
    }
    return message;
  } catch (error) {
    if (ignoreQuoteErrors ?? true) {
      return null;
    }
    const failure = failureOf(error);
    throw failure.detail === '' ? new Failure(failure.code, 'options.quotedMessageId') : failure;
  }
}

/** Waits until a message's ack is no longer 0, or until the deadline. */
export function acknowledged(message: MsgModel, deadlineMs: number): Promise<void> {
  if (message.ack !== 0) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      message.off('change:ack', end);
      resolve();
    };
    const timer = setTimeout(end, deadlineMs);
    message.on('change:ack', end);
  });
}
