import { define } from '../../loader/define';
import { getMeLidUserOrThrow } from '../account/userPrefs';
import { sendShown } from '../channel/channelMessages';
import type { Chat } from '../chat/chat';
import { ACK } from '../constants/enums';
import type { MsgKey } from '../ids/msgKey';
import { unixTime } from '../library/time';
import { type Msg, msgCollection } from '../message/msg';
import type { SendResult } from '../message/outbox';
import { uploaded } from '../message/resumeUpload';
import { sendMsg } from '../message/sendMsg';
import { nextOrder } from '../message/wire';
import { MediaData } from './mediaData';
import type { OpaqueData } from './opaqueData';
import { processing, type RawOptions } from './process';
import { files } from './stores';
import { type MediaEntry, transfers } from './transfer';

type Composed = Record<string, unknown> & { id: MsgKey };

interface SendToChat {
  chat: Chat;
  options: {
    caption?: string;
    isViewOnce?: boolean;
    /** The attributes of the message composed by the caller, at least its key. */
    productMsgOptions: Composed;
  };
}

/** A file on its way into a message: processed, shown, uploaded, sent. */
class MediaPrep {
  /** wa-js reads this when the file is prepared. */
  _mediaData: MediaData | undefined;
  readonly #prepared: Promise<MediaData>;

  constructor(_type: string, prepared: Promise<MediaData>) {
    this.#prepared = prepared.then((mediaData) => {
      this._mediaData = mediaData;
      return mediaData;
    });
    // The sender is told of a failure; this promise has no other reader.
    this.#prepared.catch(() => undefined);
  }

  waitForPrep(): Promise<MediaData> {
    return this.#prepared;
  }

  /** Settles when the server has the message, or when its file cannot be uploaded. */
  async sendToChat({ chat, options }: SendToChat): Promise<SendResult> {
    const mediaData = await this.waitForPrep();
    const composed = { ...compose(mediaData, options), mediaData, isUnsentMedia: true };
    if (chat.id.isNewsletter()) {
      return sendToChannel(chat, composed, mediaData);
    }
    let shown: Msg | undefined;
    let isUploaded = false;
    const beforeSend = async (msg: Msg): Promise<void> => {
      shown = msg;
      const entry = await upload(mediaData);
      await uploaded(msg, entry);
      isUploaded = true;
    };
    const [, sent] = sendMsg.addAndSendMsgToChat(chat, composed, beforeSend);
    const result = await sent.catch((error: unknown): SendResult => {
      // Callers are told only that an error occurred.
      console.warn('A file was not sent', error);
      const isLost = shown !== undefined && !isUploaded;
      return { messageSendResult: isLost ? 'ERROR_UPLOAD' : 'ERROR_UNKNOWN' };
    });
    if (result.messageSendResult !== 'OK') {
      // As in the client, for any reason.
      shown?.updateAck(ACK.FAILED);
    }
    return result;
  }
}

async function sendToChannel(
  chat: Chat,
  composed: Composed,
  mediaData: MediaData,
): Promise<SendResult> {
  const [shown] = await msgCollection.processMultipleMessages(chat.id, [
    { ...composed, rowId: nextOrder(), ack: ACK.CLOCK },
  ]);
  const msg = shown as Msg;
  try {
    const entry = await upload(mediaData);
    msg.isUnsentMedia = false;
    msg.set({ ...composed, ...entry });
    return await sendShown(msg, { ...composed, ...entry });
  } catch (error) {
    console.warn('A file was not sent', error);
    msg.updateAck(ACK.FAILED);
    return { messageSendResult: msg.isUnsentMedia ? 'ERROR_UPLOAD' : 'ERROR_UNKNOWN' };
  }
}

function compose(mediaData: MediaData, options: SendToChat['options']): Composed {
  const { type, mimetype, size, filehash, fullWidth, fullHeight, duration, waveform } = mediaData;
  const { remote } = options.productMsgOptions.id;
  return {
    t: unixTime(),
    from: getMeLidUserOrThrow(),
    to: remote,
    isStatusV3: remote.isStatus(),
    ...options.productMsgOptions,
    // The caller's composed attributes do not count, even without a caption.
    caption: options.caption,
    type,
    mimetype,
    size,
    filehash,
    body: mediaData.preview ?? '',
    width: fullWidth,
    height: fullHeight,
    duration,
    waveform,
    isGif: mediaData.isGif,
    isViewOnce: options.isViewOnce,
  };
}

async function upload(mediaData: MediaData): Promise<MediaEntry> {
  const blob = mediaData.mediaBlob?.forceToBlob();
  if (blob === undefined) {
    throw new Error('A file without bytes');
  }
  const { type: mediaType, filehash } = mediaData;
  const entry = await transfers.uploadMedia({ mediaType, blob, filehash });
  files.putBlob(filehash, blob);
  mediaData.mediaStage = 'RESOLVED';
  return entry;
}

define('WAWebMedia', {
  MediaPrep,
  prepRawMedia: (data: OpaqueData, options: RawOptions): MediaPrep => {
    const prepared = processing
      .processRawMedia(data, options)
      .then((processed) => new MediaData({ ...processed, mediaStage: 'NEED_UPLOAD' }));
    return new MediaPrep('media', prepared);
  },
  registerMsg: (msg: Msg): void => msg._register(),
  // wa-js recognises the module by it. The sandbox has no catalogues.
  uploadProductImage: (): Promise<never> => Promise.reject(new Error('No catalogue here')),
});
