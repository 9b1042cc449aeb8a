import { Failure } from '../failure';
import { channelOf } from '../ids/channels';
import { ownKey, ownMessage } from '../ids/messages';
import type { ChatModel, Page } from '../page';
import { channelShape } from '../shapes/channel';
import { messageShape } from '../shapes/message';
import { deleteChannel, editChannel, sendToChannel } from '../workarounds';
import { messages } from './messages';
import type { Some } from './types';

/** The successor's codes for which reactions a channel takes, and WhatsApp's for the same. */
const reactionCodes = { 0: 3, 1: 1, 2: 0 } as const;

const done = { success: true, result: true } as const;

export const channels: Some<
  | 'channelGetClassInfo'
  | 'channelSendMessage'
  | 'channelFetchMessages'
  | 'channelMute'
  | 'channelUnmute'
  | 'channelSetSubject'
  | 'channelSetDescription'
  | 'channelSetReactionSetting'
  | 'channelDeleteChannel'
> = {
  async channelGetClassInfo({ chatId }, { page }) {
    return { success: true, channel: channelShape(page, channelOf(page, chatId)) };
  },

  async channelSendMessage({ chatId, content }, { page, messageId }) {
    const channel = channelOf(page, chatId);
    requireMayEdit(channel);
    const key = ownKey(page, channel, messageId);
    // A command that is delivered again finds what it sent before. What the server did not take was
    // kept all the same, and goes out again under the same id.
    const known = await ownMessage(page, key);
    const isSent = known !== null && (known.ack ?? 0) > 0;
    const message = isSent ? known : await sendToChannel(page, channel, key, content);
    return { success: true, message: messageShape(page, message) };
  },

  async channelFetchMessages({ chatId, searchOptions }, context) {
    channelOf(context.page, chatId);
    return messages.chatFetchMessages({ chatId, searchOptions: searchOptions ?? {} }, context);
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

  async channelDeleteChannel({ chatId }, { page }) {
    const channel = channelOf(page, chatId);
    requireMayEdit(channel);
    await deleteChannel(page, channel.id);
    return done;
  },
};

async function mute(page: Page, channel: ChatModel, isMuted: boolean): Promise<void> {
  await page.wpp.newsletter.mute(channel.id.toString(), isMuted);
}

async function edit(page: Page, chatId: string, what: object, values: object): Promise<void> {
  const channel = channelOf(page, chatId);
  requireMayEdit(channel);
  await editChannel(page, channel, what, values);
}

function requireMayEdit(channel: ChatModel): void {
  const { newsletterMetadata } = channel as {
    newsletterMetadata?: { iAmAdminOrOwner?: () => boolean };
  };
  if (newsletterMetadata?.iAmAdminOrOwner?.() === false) {
    throw new Failure(
      'REFUSED_BY_WHATSAPP',
      'refused_by_whatsapp: the account is not an admin of the channel',
    );
  }
}
