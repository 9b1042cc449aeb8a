import { Failure, failureOf } from '../failure';
import { writtenTo } from '../ids/chats';
import { messageIn, ownKey, ownMessage } from '../ids/messages';
import { widOf } from '../ids/wids';
import type { Context } from '../operations/types';
import type { ChatModel, MsgKey, MsgModel, Page } from '../page';
import { sendSeen } from '../workarounds';
import { acknowledged } from './acknowledged';
import { sendContent } from './index';
import type { Options, SendOptions, SendRequest } from './types';

/** How long the server may take to acknowledge a message, and how long when the caller waits for it. */
const ackMs = 5_000;
const ackWantedMs = 20_000;

/** Looks for the message to reply to, once it is sure that there is something to send. */
type Quote = () => Promise<MsgModel | null>;

/**
 * Sends a message under the id of its command, or finds it sent: a command may be delivered again.
 *
 * @throws Failure REFUSED_BY_WHATSAPP, OUTCOME_UNKNOWN, and what the content's kind throws
 */
export async function sendOnce(
  context: Pick<Context, 'page' | 'messageId' | 'files'>,
  to: ChatModel,
  request: SendRequest,
  quote: Quote,
): Promise<MsgModel> {
  const { page, messageId } = context;
  const chat = await writtenTo(page, to);
  const key = ownKey(page, chat, messageId);
  const message =
    (await ownMessage(page, key)) ?? (await sendNew(context, chat, key, request, quote));
  // Until the server has it, a message lives in this browser alone and could be lost with it, so
  // even who does not want to wait does so for a moment. Then the answer says ack 0: pending.
  await acknowledged(message, request.options?.waitUntilMsgSent ? ackWantedMs : ackMs);
  if ((message.ack ?? 0) < 0) {
    throw new Failure('REFUSED_BY_WHATSAPP', `ack ${message.ack}`);
  }
  return message;
}

async function sendNew(
  { page, files }: Pick<Context, 'page' | 'files'>,
  chat: ChatModel,
  key: MsgKey,
  request: SendRequest,
  quote: Quote,
): Promise<MsgModel> {
  const options = request.options ?? {};
  const quoted = await quote();
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
    await sendContent(request, { page, chat, options: sendOptions, files });
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
export async function quotedMessage(
  page: Page,
  chat: ChatModel,
  { quotedMessageId, ignoreQuoteErrors }: Options,
): Promise<MsgModel | null> {
  if (!quotedMessageId) {
    return null;
  }
  try {
    const message = await messageIn(page, chat.id.toString(), quotedMessageId);
    if (!canBeQuoted(page, message)) {
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

export function canBeQuoted(page: Page, message: MsgModel): boolean {
  return Boolean(page.wpp.whatsapp.functions.canReplyMsg(message));
}
