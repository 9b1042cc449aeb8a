import type { MsgKey, Page } from '../page';
import { asked } from './asked';
import { exported } from './exported';

type Send = (type: number, of: { msgKeys: readonly MsgKey[] }) => Promise<unknown>;

interface Protocol {
  Message$PeerDataOperationRequestType?: { PLACEHOLDER_MESSAGE_RESEND?: number };
}

/** `PLACEHOLDER_MESSAGE_RESEND`, where the page does not name it. */
const placeholderResend = 4;

/**
 * `WAWebSendNonMessageDataRequest.sendPeerDataOperationRequest`: what WhatsApp's interface does with
 * messages that stand undecrypted in a conversation on screen. The answers fill their places. Settles
 * once the request is sent; the phone answers when it is on.
 *
 * @param msgKeys at most 32
 */
export async function askPhoneForMessages(page: Page, msgKeys: readonly MsgKey[]): Promise<void> {
  const send = exported<Send>(
    page,
    'WAWebSendNonMessageDataRequest',
    'sendPeerDataOperationRequest',
  );
  const types = page.module<Protocol>('WAWebProtobufsE2E.pb')?.Message$PeerDataOperationRequestType;
  await asked(send(types?.PLACEHOLDER_MESSAGE_RESEND ?? placeholderResend, { msgKeys }));
}
