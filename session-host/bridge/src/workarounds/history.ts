import type { ChatModel, Page, Wid } from '../page';
import { asked } from './asked';
import { exported } from './exported';

/** What WhatsApp's protocol calls a request to the phone for older messages of a chat. */
const historyOnDemand = 3;

/**
 * `Conversation.EndOfHistoryTransferType`: the phone has messages that it has not given, before it was
 * asked for any (0) and after (4).
 */
const moreOnPhone: readonly unknown[] = [0, 4];

/**
 * `WAWebSendNonMessageDataRequest.sendPeerDataOperationRequest`: what WhatsApp's interface does where a
 * chat says that older messages are to be had from the phone. wa-js has nothing for it. They come when
 * the phone sends them, if it is on.
 *
 * @returns whether there was anything to ask for
 */
export async function askForOlderMessages(page: Page, chat: ChatModel): Promise<boolean> {
  const { endOfHistoryTransferType } = chat as { endOfHistoryTransferType?: number };
  if (!moreOnPhone.includes(endOfHistoryTransferType)) {
    return false;
  }
  const send = exported<(type: number, of: { chatId: Wid }) => Promise<unknown>>(
    page,
    'WAWebSendNonMessageDataRequest',
    'sendPeerDataOperationRequest',
  );
  await asked(send(historyOnDemand, { chatId: chat.id }));
  return true;
}
