import type { ArgsOf } from '../call/context';
import type { ChatModel, Page } from '../page';

export type SendRequest = ArgsOf<'clientSendMessage'>;
export type Options = NonNullable<SendRequest['options']>;
export type ContentType = SendRequest['contentType'];
type RequestOf<Type extends ContentType> = Extract<SendRequest, { contentType: Type }>;

/** wa-js's options that all kinds of content share: key, mentions, quote. */
export type SendOptions = NonNullable<Parameters<Page['wpp']['chat']['sendTextMessage']>[2]>;

/** Where a message goes, and with what. */
export interface Sending {
  page: Page;
  chat: ChatModel;
  options: SendOptions;
  /** What the host has put into the page for this command. */
  files: readonly File[];
}

/**
 * Sends one kind of content: the one place that knows how wa-js does. Settles with wa-js's answer once the
 * server has taken or refused the message, which may be never; a Failure means that it was not made, or
 * that it will not go out.
 */
export type Content<Type extends ContentType> = (
  request: RequestOf<Type>,
  sending: Sending,
) => Promise<Sent | undefined>;

/** What wa-js answers to a send that waits for the server. */
export interface Sent {
  sendMsgResult?: unknown;
}
