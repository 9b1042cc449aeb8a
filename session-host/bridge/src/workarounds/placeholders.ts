import type { MsgKey, Page } from '../page';
import { asked } from './asked';
import { exported } from './exported';

type Send = (type: number, of: { msgKeys: readonly MsgKey[] }) => Promise<unknown>;

interface Protocol {
  Message$PeerDataOperationRequestType?: { PLACEHOLDER_MESSAGE_RESEND?: number };
}

/** `PLACEHOLDER_MESSAGE_RESEND`, if the page does not have it. */
const placeholderResend = 4;

/**
 * `WAWebSendNonMessageDataRequest.sendPeerDataOperationRequest`: WhatsApp's interface uses it for
 * undecrypted messages of a conversation on the screen. The answers replace them. Settles when the
 * request is sent; the phone answers when it is on.
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
