import type { ArgsOf, Context } from '../call/context';
import { Failure } from '../failure';
import { channelOf, requireStaff } from '../ids/channels';
import { ownKey, ownMessage } from '../ids/messages';
import { fileOf, requireImage } from '../media/file';
import type { ChatModel, MsgKey, MsgModel } from '../page';
import { noteSend, sendUnderWay } from '../pending/underWay';
import { kind, withinUploadTime } from '../send/media';
import { refuseMentioningAll } from '../send/mentions';
import { requireSent } from '../send/result';
import { messageShape } from '../shapes/message';
import { keepStickersAsTheyAre, refusalsOf, sendFileTo, sendToChannel } from '../workarounds';
import type { OperationsOf } from './types';

type Request = ArgsOf<'channelSendMessage'>;

/**
 * Options that channels do not support: they are refused, because the result would not be what the
 * caller meant.
 */
const refusedOptions = ['isViewOnce', 'quotedMessageId', 'sendMediaAsDocument'] as const;

export const channelMessages: OperationsOf<'channelSendMessage'> = {
  async channelSendMessage(request, context) {
    const { page, messageId } = context;
    const channel = channelOf(page, request.chatId);
    requireStaff(channel);
    requireOptions(request);
    refuseMentioningAll(request.options?.mentions);
    const key = ownKey(page, channel, messageId);
    refusalsOf(page).forget(key);
    // A command that is delivered again finds its earlier message. A message that the server did
    // not accept was stored nevertheless, and is sent again with the same id.
    const known = await ownMessage(page, key);
    const isSent = known !== null && (known.ack ?? 0) > 0;
    const message = isSent ? known : await sendTo(channel, key, request, context);
    return { success: true, message: messageShape(page, message) };
  },
};

function requireOptions({ options }: Request): void {
  const asked = refusedOptions.find((name) => options?.[name]);
  if (asked !== undefined) {
    throw new Failure('REFUSED_BY_WHATSAPP', `options.${asked}: channels do not take this`);
  }
}

async function sendTo(
  channel: ChatModel,
  key: MsgKey,
  request: Request,
  { page, files }: Context,
): Promise<MsgModel> {
  const { options } = request;
  const isText = request.contentType === 'string';
  if (isText && !options?.media) {
    return sendToChannel(page, channel, key, request.content);
  }
  const media = isText ? options?.media : request.content;
  const filename =
    request.contentType === 'MessageMediaFromURL' ? request.mediaFromURLOptions?.filename : null;
  const file = await fileOf(media, files, filename);
  const as = kind(file.type, options ?? {});
  if (as.type === 'document') {
    throw new Failure('REFUSED_BY_WHATSAPP', 'channels do not take this content');
  }
  if (as.type === 'image') {
    await requireImage(file, 'content');
  }
  if (as.type === 'sticker') {
    keepStickersAsTheyAre(page);
  }
  const caption = isText ? request.content : (options?.caption ?? undefined);
  const raw = {
    asGif: as.type === 'video' && options?.sendVideoAsGif === true,
    asSticker: as.type === 'sticker',
    isPtt: as.type === 'audio' && options?.sendAudioAsVoice === true,
    maxDimension: options?.sendMediaAsHd ? 2560 : 1600,
  };
  const own = await page.wpp.chat.prepareRawMessage(
    channel,
    {
      ...(caption === undefined ? {} : { caption }),
      filename: file.name,
      isCaptionByUser: caption !== undefined,
    },
    { messageId: key, detectMentioned: false },
  );
  const sending =
    sendUnderWay(page, key) ??
    noteSend(page, key, sendFileTo(page, channel, file, raw, caption, { ...own, id: key }));
  requireSent(page, key, await withinUploadTime(sending));
  const sent = await ownMessage(page, key);
  if (sent === null) {
    throw new Failure('OUTCOME_UNKNOWN');
  }
  return sent;
}
