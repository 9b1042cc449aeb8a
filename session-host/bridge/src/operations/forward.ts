import { Failure } from '../failure';
import { openChat, writtenTo } from '../ids/chats';
import { messageIn } from '../ids/messages';
import { requireWithinLimits } from '../limits/newChats';
import type { ChatModel, MsgModel, Page } from '../page';
import { acknowledged } from '../send/acknowledged';
import { requireAllowed } from '../send/allowed';
import { requireNotFailed } from '../send/result';
import { waitUntil } from '../waiting';
import { refusalsOf } from '../workarounds';
import type { OperationsOf } from './types';

const ackMs = 5_000;
/**
 * The time for WhatsApp to make the copy after its answer; of a file, after it has checked that the
 * server has it.
 */
const copyMs = 10_000;

/**
 * WhatsApp gives the copy a new id, which cannot be derived from the command; so an interrupted
 * forward is not tried again.
 */
export const forward: OperationsOf<'messageForward'> = {
  async messageForward({ chatId, messageId, destinationChatId }, { page, limits }) {
    const message = await messageIn(page, chatId, messageId);
    requireForwardable(page, message);
    const destination = await openChat(page, destinationChatId, 'destinationChatId');
    const chat = await writtenTo(page, destination);
    requireAllowed(page, chat);
    requireWithinLimits(page, limits.now(), chat);
    await limits.learning(async () => {
      const copy = await forwarded(page, chat, message);
      await acknowledged(copy, ackMs);
      requireNotFailed(page, copy);
    });
    return { success: true };
  },
};

/** Checks that WhatsApp allows forwarding the message: otherwise it would fail silently. */
function requireForwardable(page: Page, message: MsgModel): void {
  const can = page.module<{ canForwardMsg?: (message: MsgModel) => boolean }>(
    'WAWebMsgActionCapability',
  );
  if (can?.canForwardMsg?.(message) === false) {
    throw notForwardable();
  }
}

function notForwardable(): Failure {
  return new Failure('REFUSED_BY_WHATSAPP', 'this message cannot be forwarded');
}

/** WhatsApp reports only some failures, so the copy in the other chat proves the success. */
async function forwarded(page: Page, destination: ChatModel, message: MsgModel): Promise<MsgModel> {
  const { MsgStore } = page.wpp.whatsapp;
  // From now on the number with which a copy is refused is recorded.
  refusalsOf(page);
  let copy: MsgModel | undefined;
  const look = (added: MsgModel): void => {
    const isThere = added.id.fromMe && String(added.id.remote) === String(destination.id);
    if (isThere && isCopy(added, message)) {
      copy ??= added;
    }
  };
  MsgStore.on('add', look);
  try {
    const failed = await page.wpp.chat.forwardMessages(destination.id.toString(), [message], {
      displayCaptionText: true,
      multicast: true,
    });
    if (failed.length > 0) {
      if (copy !== undefined) {
        requireNotFailed(page, copy);
      }
      throw notForwardable();
    }
    await waitUntil(() => copy !== undefined, [[MsgStore, 'add']], copyMs);
    if (copy === undefined) {
      throw new Failure('OUTCOME_UNKNOWN');
    }
    return copy;
  } finally {
    MsgStore.off('add', look);
  }
}

/**
 * Whether a message is the copy. The copy of an own message is not marked as forwarded, and another
 * send may run at the same time.
 */
function isCopy(added: MsgModel, message: MsgModel): boolean {
  const isMarked = Boolean(added.isForwarded || added.forwardedFromWeb);
  return isMarked || (added.type === message.type && added.body === message.body);
}
