import { Failure } from '../failure';
import { openChat } from '../ids/chats';
import { messageIn } from '../ids/messages';
import type { ChatModel, MsgModel, Page } from '../page';
import { acknowledged } from '../send/acknowledged';
import type { Some } from './types';

const ackMs = 5_000;

/**
 * WhatsApp gives the copy an id of its own, which cannot be derived from the command: a forward that
 * was interrupted is not tried again.
 */
export const forward: Some<'messageForward'> = {
  async messageForward({ chatId, messageId, destinationChatId }, { page }) {
    const message = await messageIn(page, chatId, messageId);
    const destination = await openChat(page, destinationChatId, 'destinationChatId');
    const copy = await forwarded(page, destination, message);
    await acknowledged(copy, ackMs);
    if ((copy.ack ?? 0) < 0) {
      throw new Failure('REFUSED_BY_WHATSAPP', `ack ${copy.ack}`);
    }
    return { success: true };
  },
};

/** WhatsApp reports only some of its failures, so what counts is the copy in the other chat. */
async function forwarded(page: Page, destination: ChatModel, message: MsgModel): Promise<MsgModel> {
  let copy: MsgModel | undefined;
  const look = (added: MsgModel): void => {
    if (added.id.fromMe && added.isForwarded) {
      copy ??= added;
    }
  };
  destination.msgs.on('add', look);
  try {
    const failed = await page.wpp.chat.forwardMessages(destination.id.toString(), [message], {
      displayCaptionText: true,
      multicast: true,
    });
    if (failed.length > 0 || copy === undefined) {
      throw new Failure('REFUSED_BY_WHATSAPP', 'this message cannot be forwarded');
    }
    return copy;
  } finally {
    destination.msgs.off('add', look);
  }
}
