import type { ArgsOf } from '../call/context';
import type { ChatModel, Page } from '../page';

export type SendRequest = ArgsOf<'clientSendMessage'>;
export type Options = NonNullable<SendRequest['options']>;
export type ContentType = SendRequest['contentType'];
type RequestOf<Type extends ContentType> = Extract<SendRequest, { contentType: Type }>;

/** wa-js's options common to all contents: key, mentions, quote. */
export type SendOptions = NonNullable<Parameters<Page['wpp']['chat']['sendTextMessage']>[2]>;

/** The recipient and options of a send. */
export interface Sending {
  page: Page;
  chat: ChatModel;
  options: SendOptions;
  /** The files that the host has put into the page for this command. */
  files: readonly File[];
}

/**
 * Sends one kind of content with wa-js. Settles with wa-js's answer once the server has accepted or
 * refused the message, which may never happen. A Failure means that the message was not made, or
 * will not be sent.
 */
export type Content<Type extends ContentType> = (
  request: RequestOf<Type>,
  sending: Sending,
) => Promise<Sent | undefined>;

/** wa-js's answer to a send that waits for the server. */
export interface Sent {
  sendMsgResult?: unknown;
}
