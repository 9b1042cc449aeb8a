import { define } from '../../loader/define';
import { link } from '../../net/link';
import { records } from '../../store/storage';
import type { Wid } from '../ids/wid';

/** `PeerDataOperationRequestType.HISTORY_SYNC_ON_DEMAND`. */
const HISTORY_ON_DEMAND = 3;

/** Asks the account's phone for something; it answers in its own time, if it is on. */
async function sendPeerDataOperationRequest(
  type: number,
  { chatId }: { chatId: Wid },
  _options?: object,
): Promise<void> {
  if (type !== HISTORY_ON_DEMAND) {
    throw new Error('The sandbox\u2019s phones know no other request');
  }
  const chat = chatId.toString();
  const [oldest] = await records().messagesBeside(chat, null, 'after', 1);
  await link.request('olderMessages', { chat, before: oldest?.id ?? null });
}

define('WAWebSendNonMessageDataRequest', { sendPeerDataOperationRequest });
