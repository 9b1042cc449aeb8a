import { Failure, statusOf } from '../failure';
import { channelId, orNoChannel } from '../ids/channels';
import { fileOf, requireImage } from '../media/file';
import { plainWid } from '../models/plain';
import { channelPreview, channelShape } from '../shapes/channel';
import { channelByInviteCode, joinChannel, leaveChannel, searchChannels } from '../workarounds';
import type { OperationsOf } from './types';

const views = ['RECOMMENDED', 'TRENDING', 'POPULAR', 'NEW'] as const;
const defaultLimit = 50;

/** Operations that find, create and follow channels. */
export const channelDirectory: OperationsOf<
  | 'clientGetChannels'
  | 'clientGetChannelByInviteCode'
  | 'clientCreateChannel'
  | 'clientSubscribeToChannel'
  | 'clientUnsubscribeFromChannel'
  | 'clientSearchChannels'
> = {
  async clientGetChannels(_args, { page }) {
    const models = await page.wpp.chat.list({ onlyNewsletter: true });
    return { success: true, result: models.map((model) => channelShape(page, model)) };
  },

  async clientGetChannelByInviteCode({ inviteCode }, { page }) {
    const [code = ''] = inviteCode
      .trim()
      .replace(/^.*\/channel\//, '')
      .split(/[?#/]/);
    const found = await channelByInviteCode(page, code);
    return found === null
      ? { success: true }
      : { success: true, result: channelPreview(page, found) };
  },

  async clientCreateChannel({ title, options }, { page, files }) {
    const { description, picture } = options ?? {};
    const file = picture ? await fileOf(picture, files) : null;
    if (file !== null) {
      await requireImage(file, 'options.picture');
    }
    const created = await page.wpp.newsletter.create(title, {
      ...(description === undefined ? {} : { description }),
      // wa-js documents a data URL, but also accepts a file.
      ...(file ? { picture: file as unknown as string } : {}),
    });
    return {
      success: true,
      result: {
        title,
        nid: plainWid(channelId(page, String(created.idJid), 'title')),
        inviteLink: created.inviteLink,
        createdAtTs: created.timestamp,
      },
    };
  },

  async clientSubscribeToChannel({ channelId: text }, { page }) {
    await orNoChannel(joinChannel(page, channelId(page, text, 'channelId')));
    return { success: true, result: true };
  },

  async clientUnsubscribeFromChannel({ channelId: text }, { page }) {
    const id = channelId(page, text, 'channelId');
    if (page.wpp.whatsapp.NewsletterStore.get(id)?.isReadOnly === false) {
      throw new Failure('REFUSED_BY_WHATSAPP', "the account's own channel");
    }
    try {
      await leaveChannel(page, id);
    } catch (error) {
      // It was already unfollowed.
      if (statusOf(error) !== 400) {
        await orNoChannel(Promise.reject(error));
      }
    }
    return { success: true, result: true };
  },

  async clientSearchChannels({ searchOptions }, { page }) {
    const { searchText, countryCodes, skipSubscribedNewsletters, view, limit } =
      searchOptions ?? {};
    const found = await searchChannels(page, {
      searchText: searchText ?? '',
      countryCodes: (countryCodes ?? []).map((code) => code.toUpperCase()),
      skipSubscribedNewsletters: skipSubscribedNewsletters ?? false,
      view: views[view ?? 0],
    });
    const result = found.slice(0, limit ?? defaultLimit).map((model) => channelShape(page, model));
    return { success: true, result };
  },
};
