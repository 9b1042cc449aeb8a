import { Failure } from '../failure';
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

/** A file as WhatsApp uploads it. */
export interface Prepared {
  blob: Blob;
  /** As WhatsApp calculated it; undefined: the message's own. */
  filehash?: string | undefined;
}

/** The result for the message: `OK` or an error's name, and the number of the server's refusal. */
export interface MediaResult {
  messageSendResult?: unknown;
  ackErrorCode?: unknown;
}

interface Data {
  /** A blob, or WhatsApp's wrapper of one. */
  mediaBlob?: Blob | { forceToBlob(): Blob };
  filehash?: string;
}

type Prep = {
  waitForPrep(): Promise<unknown>;
  // wa-js knows both names.
  _mediaData?: Data;
  mediaData?: Data;
  sendToChat(to: { chat: ChatModel; options: object }): Promise<MediaResult>;
};

async function prepared(page: Page, file: File, as: RawMedia): Promise<Prep> {
  const { MediaPrep, OpaqueData } = page.wpp.whatsapp;
  const data = await OpaqueData.createFromData(file, file.type);
  const prep = MediaPrep.prepRawMedia(data, as) as unknown as Prep;
  await prep.waitForPrep();
  return prep;
}

/**
 * `WAWebMedia.prepRawMedia`: prepares a file as WhatsApp uploads it, for instance redraws a picture. It
 * sends nothing.
 *
 * @throws Failure PAGE_FAILED if WhatsApp returns no file
 */
export async function prepareFile(page: Page, file: File, as: RawMedia): Promise<Prepared> {
  const prep = await prepared(page, file, as);
  const { mediaBlob, filehash } = prep._mediaData ?? prep.mediaData ?? {};
  if (mediaBlob === undefined) {
    throw new Failure('PAGE_FAILED', 'file_not_prepared');
  }
  return { blob: 'forceToBlob' in mediaBlob ? mediaBlob.forceToBlob() : mediaBlob, filehash };
}

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
  const prep = await prepared(page, file, as);
  return prep.sendToChat({
    chat,
    options: { caption, productMsgOptions: own, addEvenWhilePreparing: false },
  });
}
