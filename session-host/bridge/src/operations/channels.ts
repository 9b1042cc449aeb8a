import { channelOf, requireOwner, requireStaff } from '../ids/channels';
import { fileOf, requireImage } from '../media/file';
import type { ChatModel, Page } from '../page';
import { channelShape } from '../shapes/channel';
import { deleteChannel, editChannel, sendSeen } from '../workarounds';
import { messages } from './messages';
import type { OperationsOf } from './types';

/** The original API's codes for a channel's allowed reactions, with WhatsApp's codes. */
const reactionCodes = { 0: 3, 1: 1, 2: 0 } as const;

const done = { success: true, result: true } as const;

export const channels: OperationsOf<
  | 'channelGetClassInfo'
  | 'channelFetchMessages'
  | 'channelSendSeen'
  | 'channelMute'
  | 'channelUnmute'
  | 'channelSetSubject'
  | 'channelSetDescription'
  | 'channelSetReactionSetting'
  | 'channelSetProfilePicture'
  | 'channelDeleteChannel'
> = {
  async channelGetClassInfo({ chatId }, { page }) {
    return { success: true, channel: channelShape(page, channelOf(page, chatId)) };
  },

  async channelFetchMessages({ chatId, searchOptions }, context) {
    channelOf(context.page, chatId);
    return messages.chatFetchMessages({ chatId, searchOptions: searchOptions ?? {} }, context);
  },

  async channelSendSeen({ chatId }, { page }) {
    await sendSeen(page, channelOf(page, chatId));
    return done;
  },

  async channelMute({ chatId }, { page }) {
    await mute(page, channelOf(page, chatId), true);
    return done;
  },

  async channelUnmute({ chatId }, { page }) {
    await mute(page, channelOf(page, chatId), false);
    return done;
  },

  async channelSetSubject({ chatId, newSubject }, { page }) {
    await edit(page, chatId, { editName: true }, { name: newSubject });
    return done;
  },

  async channelSetDescription({ chatId, newDescription }, { page }) {
    await edit(page, chatId, { editDescription: true }, { description: newDescription ?? '' });
    return done;
  },

  async channelSetReactionSetting({ chatId, reactionCode }, { page }) {
    const reactionCodesSetting = reactionCodes[reactionCode ?? 0];
    await edit(page, chatId, { editReactionCodesSetting: true }, { reactionCodesSetting });
    return done;
  },

  async channelSetProfilePicture(request, { page, files }) {
    const { newProfilePictureMedia: media, newProfilePictureUrl: url } = request;
    const picture = media ?? url;
    await edit(
      page,
      request.chatId,
      { editPicture: true },
      { picture: picture ? await squarePicture(page, await fileOf(picture, files)) : null },
    );
    return done;
  },

  async channelDeleteChannel({ chatId }, { page }) {
    const channel = channelOf(page, chatId);
    requireOwner(channel);
    await deleteChannel(page, channel.id);
    return done;
  },
};

/** The picture in WhatsApp's form: a JPEG of 640 by 640 pixels, as a data URL. */
async function squarePicture(page: Page, file: File): Promise<string> {
  await requireImage(file, 'newProfilePicture');
  const { blobToBase64, resizeImage } = page.wpp.util;
  const options = { width: 640, height: 640, mimeType: 'image/jpeg', resize: 'cover' } as const;
  return blobToBase64(await resizeImage(file, options));
}

async function mute(page: Page, channel: ChatModel, isMuted: boolean): Promise<void> {
  await page.wpp.newsletter.mute(channel.id.toString(), isMuted);
}

async function edit(page: Page, chatId: string, what: object, values: object): Promise<void> {
  const channel = channelOf(page, chatId);
  requireStaff(channel);
  await editChannel(page, channel, what, values);
}
