import type { ChatModel, Page, Wid } from '../page';
import { asked } from './asked';
import { exported } from './exported';

/** The number, in WhatsApp's protocol, of a request to the phone for older messages of a chat. */
const historyOnDemand = 3;

/**
 * `Conversation.EndOfHistoryTransferType`: the phone has more messages than it has sent, before any
 * request (0) and after one (4).
 */
const moreOnPhone: readonly unknown[] = [0, 4];

interface Gates {
  isHistorySyncOnDemandEnabled?: () => boolean;
}

/**
 * `WAWebSendNonMessageDataRequest.sendPeerDataOperationRequest`: WhatsApp's interface uses it when
 * a chat shows that the phone has older messages. wa-js has nothing similar. The messages arrive
 * when the phone sends them, if it is on. If the phone gives none out, WhatsApp does not ask and
 * does not report it.
 *
 * @returns whether there was anything to request
 */
export async function askForOlderMessages(page: Page, chat: ChatModel): Promise<boolean> {
  const { endOfHistoryTransferType } = chat as { endOfHistoryTransferType?: number };
  const gates = page.module<Gates>('WAWebSyncGatingUtils');
  const isGiven = gates?.isHistorySyncOnDemandEnabled?.() ?? true;
  if (!isGiven || !moreOnPhone.includes(endOfHistoryTransferType)) {
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
