import { fileOf, requireImage, secondsOf } from '../media/file';
import type { Page } from '../page';
import { within } from '../waiting';
import { keepStickersAsTheyAre, type Prepared, prepareFile, type RawMedia } from '../workarounds';
import { captioned } from './captioned';
import type { Content, Options, Sending, SendRequest, Sent } from './types';

type FileOptions = Parameters<Page['wpp']['chat']['sendFileMessage']>[2];

/** The time for an upload before the answer is ack 0; the upload continues. */
const uploadMs = 20_000;

/**
 * The maximum length for which a voice message gets a waveform: wa-js decodes the whole sound for
 * it, which takes 12 MB per minute.
 */
const maxWaveformSeconds = 15 * 60;

export const sendMedia: Content<'MessageMedia'> = async ({ content, options }, sending) =>
  sendFile(await fileOf(content, sending.files), secondsOf(content), options ?? {}, sending);

export const sendMediaFromUrl: Content<'MessageMediaFromURL'> = async (request, sending) => {
  const { content, mediaFromURLOptions, options } = request;
  const file = await fileOf(content, sending.files, mediaFromURLOptions?.filename);
  return sendFile(file, secondsOf(content), options ?? {}, sending);
};

async function sendFile(
  file: File,
  seconds: number,
  options: Options,
  sending: Sending,
): Promise<Sent | undefined> {
  const { page, chat, options: shared } = sending;
  const as = kind(file.type, options);
  if (as.type === 'sticker') {
    keepStickersAsTheyAre(page);
  }
  if (as.type === 'image' || (as.type === 'sticker' && file.type.startsWith('image/'))) {
    await requireImage(file, 'content');
  }
  return page.wpp.chat.sendFileMessage(chat.id.toString(), file, {
    ...shared,
    ...as,
    waveform: seconds <= maxWaveformSeconds,
    ...(options.caption ? { caption: options.caption } : {}),
  } as FileOptions);
}

/**
 * Prepares the file of a request as WhatsApp uploads it.
 *
 * @throws Failure PAGE_FAILED if the request has no file
 */
export async function preparedFile(
  page: Page,
  asked: SendRequest,
  files: readonly File[],
): Promise<Prepared> {
  const { content, options } = captioned(asked);
  const file = await fileOf(content, files);
  const as = kind(file.type, options ?? {});
  if (as.type === 'sticker') {
    keepStickersAsTheyAre(page);
  }
  return prepareFile(page, file, rawMedia(as));
}

/** The options that wa-js gives to WhatsApp. */
function rawMedia(as: Partial<FileOptions>): RawMedia {
  const { type, isPtt, isGif, isHD } = as as {
    type?: string;
    isPtt?: boolean;
    isGif?: boolean;
    isHD?: boolean;
  };
  switch (type) {
    case 'sticker':
      return { asSticker: true };
    case 'image':
      return { maxDimension: isHD ? 2560 : 1600 };
    case 'video':
      return { asGif: isGif ?? false };
    case 'audio':
      return { isPtt: isPtt ?? false };
    default:
      return { asDocument: true };
  }
}

/** The kind of message for a file: by its type, unless an option says otherwise. */
export function kind(mimetype: string, options: Options): Partial<FileOptions> {
  const viewOnce = options.isViewOnce ? { isViewOnce: true } : {};
  if (options.sendMediaAsSticker) {
    return { type: 'sticker' };
  }
  if (options.sendMediaAsDocument) {
    return { type: 'document' };
  }
  switch (mimetype.split('/')[0]) {
    case 'image':
      return { type: 'image', isHD: options.sendMediaAsHd ?? false, ...viewOnce };
    case 'video':
      return { type: 'video', isGif: options.sendVideoAsGif ?? false, ...viewOnce };
    case 'audio':
      return { type: 'audio', isPtt: options.sendAudioAsVoice ?? false, ...viewOnce };
    default:
      return { type: 'document' };
  }
}

/** The result of sending a file; undefined while it is still being uploaded. */
export function withinUploadTime<T>(sent: Promise<T>): Promise<T | undefined> {
  return within(sent, uploadMs, () => undefined);
}
