import type { ChatModel, MsgKey, Page } from '../page';

/** The kind of message for a file, by WhatsApp's names. */
export interface RawMedia {
  asDocument?: boolean;
  asGif?: boolean;
  asSticker?: boolean;
  isPtt?: boolean;
  /** The longer side of a picture, in pixels. */
  maxDimension?: number;
}

/** The result for the message: `OK` or an error's name, and the number of the server's refusal. */
export interface MediaResult {
  messageSendResult?: unknown;
  ackErrorCode?: unknown;
}

type Prep = {
  waitForPrep(): Promise<unknown>;
  sendToChat(to: { chat: ChatModel; options: object }): Promise<MediaResult>;
};

/**
 * `WAWebMedia.prepRawMedia` and its `sendToChat`: wa-js's `chat.sendFileMessage` looks for a
 * channel among the chats, where it is not, and lets WhatsApp draw the id of a status post. These
 * are its steps for chats.
 *
 * @param own attributes of the message in addition to WhatsApp's, such as its key
 */
export async function sendFileTo(
  page: Page,
  chat: ChatModel,
  file: File,
  as: RawMedia,
  caption: string | undefined,
  own: { id: MsgKey },
): Promise<MediaResult> {
  const { MediaPrep, OpaqueData } = page.wpp.whatsapp;
  const data = await OpaqueData.createFromData(file, file.type);
  const prep = MediaPrep.prepRawMedia(data, as) as unknown as Prep;
  await prep.waitForPrep();
  return prep.sendToChat({
    chat,
    options: { caption, productMsgOptions: own, addEvenWhilePreparing: false },
  });
}
