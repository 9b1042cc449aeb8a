import type { ArgsOf, Context } from '../call/context';
import { Failure } from '../failure';
import { existingChat, openChat } from '../ids/chats';
import { messageIn, statusId } from '../ids/messages';
import type { ChatModel } from '../page';
import { canBeQuoted, quotedMessage, sendOnce } from '../send/once';
import { postStatus } from '../send/status';
import type { SendRequest } from '../send/types';
import { messageShape } from '../shapes/message';
import { recipientShape } from '../shapes/recipient';
import type { OperationsOf } from './types';

export const send: OperationsOf<'clientSendMessage' | 'messageReply'> = {
  async clientSendMessage(request, context) {
    const { page } = context;
    if (request.chatId === statusId) {
      const post = await postStatus(context, request);
      return {
        success: true,
        message: messageShape(page, post),
        recipient: recipientShape(page, post.id.remote),
      };
    }
    const chat = await openChat(page, request.chatId);
    const quote = () => quotedMessage(page, chat, request.options ?? {});
    const message = await context.limits.learning(() => sendOnce(context, chat, request, quote));
    return {
      success: true,
      message: messageShape(page, message),
      recipient: {
        ...recipientShape(page, message.id.remote),
        ...requested(request.chatId, context),
      },
    };
  },

  async messageReply(reply, context) {
    const { page } = context;
    const message = await messageIn(page, reply.chatId, reply.messageId);
    refuseStatus(reply.destinationChatId ?? '');
    const chat = await destination(context, reply, message.id.remote.toString());
    // As in the original API, a reply to a message that cannot be quoted is sent without a quote.
    const quote = async () => (canBeQuoted(page, message) ? message : null);
    const sent = await context.limits.learning(() =>
      sendOnce(context, chat, requestOf(reply), quote),
    );
    return { success: true, repliedMessage: messageShape(page, sent) };
  },
};

/** The caller's number, if WhatsApp knows the person by another form of it. */
function requested(chatId: string, { named }: Context): { requestedNumber?: string } {
  const [number = ''] = named(chatId).split('@');
  return named(chatId) === chatId ? {} : { requestedNumber: number };
}

/** Refuses replies by status post, where a quoted message has no use. */
function refuseStatus(chatId: string): void {
  if (chatId === statusId) {
    throw new Failure('REFUSED_BY_WHATSAPP', 'destinationChatId: a status post is no reply');
  }
}

type Reply = ArgsOf<'messageReply'>;

/** The chat of a reply: the message's own, unless the caller names another. */
async function destination(
  { page }: Context,
  { destinationChatId }: Reply,
  own: string,
): Promise<ChatModel> {
  const chat = destinationChatId
    ? await openChat(page, destinationChatId, 'destinationChatId')
    : existingChat(page, own);
  if (chat === null) {
    throw new Failure('CHAT_NOT_FOUND');
  }
  return chat;
}

/**
 * A reply as a send request. Clients of the original API do not name the content's type: it is a
 * text.
 */
function requestOf(reply: Reply): SendRequest {
  return { ...reply, contentType: reply.contentType ?? 'string' } as SendRequest;
}
