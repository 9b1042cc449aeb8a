import type { Context } from '../call/context';
import { Failure, failureOf, isStorageRefusal } from '../failure';
import { writtenTo } from '../ids/chats';
import { messageIn, ownKey, ownMessage } from '../ids/messages';
import { requireWithinLimits } from '../limits/newChats';
import type { ChatModel, MsgKey, MsgModel, Page } from '../page';
import { noteSend, sendUnderWay } from '../pending/underWay';
import { within } from '../waiting';
import { refusalsOf, sendSeen } from '../workarounds';
import { sendContent } from '.';
import { acknowledged, ackWaitMs, overdue } from './acknowledged';
import { requireAllowed } from './allowed';
import { isFile } from './captioned';
import { forgetFiles } from './files';
import { preparedFile, withinUploadTime } from './media';
import { mentioned } from './mentions';
import { isFailed, requireNotFailed, requireSent } from './result';
import type { Options, SendOptions, SendRequest } from './types';

/** Finds the quoted message, once it is certain that something is sent. */
type Quote = () => Promise<MsgModel | null>;

/** The part of the context that a send needs. */
type Sender = Pick<
  Context,
  'page' | 'messageId' | 'files' | 'limits' | 'pending' | 'expiresAt' | 'queued'
>;

/**
 * Sends a message under the id of its command, or finds it sent or being sent, because a command
 * may be delivered again.
 *
 * @throws Failure by the reason of WhatsApp's or its server's refusal, OVERLOADED,
 * OUTCOME_UNKNOWN, and failures of the content
 */
export async function sendOnce(
  context: Sender,
  to: ChatModel,
  request: SendRequest,
  quote: Quote,
): Promise<MsgModel> {
  const { page, messageId } = context;
  const chat = await writtenTo(page, to);
  const key = ownKey(page, chat, messageId);
  refusalsOf(page).forget(key);
  const waitMs = ackWaitMs(request);
  const known = await ownMessage(page, key);
  const message =
    known === null
      ? await sendNew(context, chat, key, request, quote, waitMs)
      : await sentBefore(context, chat, known, request, waitMs);
  await acknowledged(message, waitMs);
  requireNotFailed(page, message);
  await context.pending.remember(message, context.expiresAt);
  if (isFile(request) && message.ack !== 0) {
    // A file that the server does not have yet may have to be read again.
    forgetFiles(page);
  }
  return message;
}

/**
 * Handles the message of an earlier attempt. A failed one is sent again, like its command, and so
 * is one that an earlier page left unsent, because WhatsApp does not resend it. A failed message is
 * a new send for WhatsApp's server, which may refuse it for a reason that is now known.
 */
async function sentBefore(
  { page, files, limits, pending }: Sender,
  chat: ChatModel,
  message: MsgModel,
  request: SendRequest,
  waitMs: number,
): Promise<MsgModel> {
  if (isFailed(message) && sendUnderWay(page, message.id) === undefined) {
    requireAllowed(page, chat);
    requireWithinLimits(page, limits.now(), chat);
  }
  const isUnsent = isFailed(message) || message.ack === 0;
  if (isUnsent) {
    const sending = pending.again(message, () => preparedFile(page, request, files));
    const result = isFile(request)
      ? await withinUploadTime(sending)
      : await within(sending, waitMs, nothing);
    requireSent(page, message.id, result);
  }
  return message;
}

async function sendNew(
  { page, files, limits, queued }: Sender,
  chat: ChatModel,
  key: MsgKey,
  request: SendRequest,
  quote: Quote,
  waitMs: number,
): Promise<MsgModel> {
  const underWay = sendUnderWay(page, key);
  if (underWay === undefined) {
    requireAllowed(page, chat);
    requireWithinLimits(page, limits.now(), chat);
  }
  const sending =
    underWay ??
    noteSend(
      page,
      key,
      sendContent(request, {
        page,
        chat,
        options: await sendOptions(page, chat, key, request, quote),
        files,
      }),
    );
  try {
    // A file's upload has its own deadline. Other messages may wait for a connection without end.
    const result = isFile(request)
      ? await withinUploadTime(sending)
      : await Promise.race([sending, overdue(page, [key], sending, waitMs, queued)]);
    requireSent(page, key, result);
  } catch (error) {
    return messageOrRethrow(page, key, error);
  }
  const message = await ownMessage(page, key);
  if (message === null) {
    throw new Failure('OUTCOME_UNKNOWN');
  }
  return message;
}

/**
 * The message, if it exists: an error after it was made does not stop the send, unless WhatsApp
 * reports a failure.
 */
function messageOrRethrow(page: Page, key: MsgKey, error: unknown): MsgModel {
  const message = page.wpp.whatsapp.MsgStore.get(key);
  if (message === undefined && isStorageRefusal(error)) {
    throw new Failure('OVERLOADED'); // another browser will send it
  }
  if (
    message === undefined ||
    error instanceof Failure ||
    failureOf(error).code !== 'PAGE_FAILED'
  ) {
    throw error;
  }
  return message;
}

/** The options of the send. Also marks the chat as read, if the caller wants it. */
async function sendOptions(
  page: Page,
  chat: ChatModel,
  key: MsgKey,
  request: SendRequest,
  quote: Quote,
): Promise<SendOptions> {
  const options = request.options ?? {};
  const quoted = await quote();
  const mentions = await mentioned(page, chat, options.mentions);
  if (options.sendSeen !== false && chat.unreadCount !== 0) {
    // Like wa-js: a failed read receipt does not prevent the send.
    sendSeen(page, chat).catch(() => undefined);
  }
  return {
    detectMentioned: false,
    markIsRead: false,
    messageId: key,
    // It also settles when the server has refused the message, with the number.
    waitForAck: true,
    ...(mentions.length > 0 ? { mentionedList: mentions } : {}),
    ...(quoted === null ? {} : { quotedMsg: quoted }),
  };
}

const nothing = (): undefined => undefined;

/**
 * The quoted message; null for none, and for one that cannot be quoted if the caller allows that.
 */
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
