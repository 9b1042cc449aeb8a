import { unresolved } from '../bundles/unresolved';
import { Failure } from '../failure';
import type { SendResult } from '../pending/underWay';
import { captioned } from './captioned';
import { sendButtons, sendList } from './choices';
import { sendContact, sendLocation, sendPoll } from './composed';
import { sendMedia, sendMediaFromUrl } from './media';
import { contentRequirements } from './requirements';
import { sendText } from './text';
import type { Content, ContentType, Sending, SendRequest } from './types';

/** The implementation of every content of `clientSendMessage`: `tsc` fails when one is missing. */
const contents: { [Type in ContentType]: Content<Type> } = {
  string: sendText,
  MessageMedia: sendMedia,
  MessageMediaFromURL: sendMediaFromUrl,
  Location: sendLocation,
  Contact: sendContact,
  Poll: sendPoll,
  Buttons: sendButtons,
  List: sendList,
};

/**
 * Sends the content of a request. Resolves to the result, perhaps never.
 *
 * @throws Failure UNAVAILABLE_IN_THIS_VERSION when WhatsApp's page lacks what this content
 * needs
 */
export async function sendContent(
  request: SendRequest,
  sending: Sending,
): Promise<SendResult | null | undefined> {
  const asked = captioned(request);
  if (unresolved(sending.page, contentRequirements[asked.contentType]).length > 0) {
    throw new Failure('UNAVAILABLE_IN_THIS_VERSION', `contentType: ${asked.contentType}`);
  }
  const send = contents[asked.contentType] as Content<ContentType>;
  const sent = await send(asked, sending);
  return sent?.sendMsgResult as SendResult | null | undefined;
}
