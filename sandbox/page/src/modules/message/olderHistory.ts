import { define } from '../../loader/define';
import { link } from '../../net/link';
import { records } from '../../store/storage';
import type { MsgKey } from '../ids/msgKey';
import type { Wid } from '../ids/wid';

/** `Message$PeerDataOperationRequestType`, as far as the sandbox's phones support it. */
const PeerDataOperationRequestType = {
  HISTORY_SYNC_ON_DEMAND: 3,
  PLACEHOLDER_MESSAGE_RESEND: 4,
} as const;

/** Sends a request to the account's phone, which answers later, if it is on. */
async function sendPeerDataOperationRequest(
  type: number,
  args: { chatId: Wid } | { msgKeys: MsgKey[] },
  _options?: object,
): Promise<void> {
  if (type === PeerDataOperationRequestType.HISTORY_SYNC_ON_DEMAND && 'chatId' in args) {
    return askForOlder(args.chatId);
  }
  if (type === PeerDataOperationRequestType.PLACEHOLDER_MESSAGE_RESEND && 'msgKeys' in args) {
    return askForPlaceholders(args.msgKeys);
  }
  throw new Error('The sandbox\u2019s phones know no other request');
}

async function askForOlder(chatId: Wid): Promise<void> {
  const chat = chatId.toString();
  const [oldest] = await records().messagesBeside(chat, null, 'after', 1);
  await link.request('olderMessages', { chat, before: oldest?.id ?? null });
}

async function askForPlaceholders(keys: MsgKey[]): Promise<void> {
  const messages = keys.map((key) => ({
    author: (key.participant ?? key.remote).toString(),
    id: key.id,
  }));
  await link.request('placeholderResend', { messages });
}

// All phones of the sandbox give out older messages.
define('WAWebSyncGatingUtils', { isHistorySyncOnDemandEnabled: (): boolean => true });
define('WAWebSendNonMessageDataRequest', { sendPeerDataOperationRequest });
define('WAWebProtobufsE2E.pb', {
  Message$PeerDataOperationRequestType: PeerDataOperationRequestType,
});
