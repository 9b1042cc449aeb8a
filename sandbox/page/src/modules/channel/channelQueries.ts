import { define } from '../../loader/define';
import { link } from '../../net/link';
import { ServerStatusCodeError } from '../../net/refused';
import type { WireChannel } from '../../protocol';
import { Chat } from '../chat/chat';
import { channelAttributes, titled } from './channels';

/** A channel in the form of the server's answers to queries, divided into mixins. */
export function mixins(channel: WireChannel): object {
  return {
    idJid: channel.id,
    newsletterNameMetadataMixin: {
      nameElementValue: channel.name,
      nameUpdateTime: channel.creation,
    },
    newsletterDescriptionMetadataMixin: {
      descriptionQueryDescriptionResponseMixin: { elementValue: channel.description },
    },
    newsletterInviteLinkMetadataMixin: { inviteCode: channel.inviteCode },
    newsletterStateMetadataMixin: { stateType: 'active' },
    newsletterSubscribersMetadataMixin: { subscribersCount: channel.subscribers },
    newsletterCreationTimeMetadataMixin: { creationTimeValue: channel.creation },
  };
}

async function query(wanted: { channel?: string; code?: string }): Promise<object> {
  const { channel } = await link.request('channel', wanted);
  if (channel === null) {
    throw new ServerStatusCodeError(404);
  }
  return mixins(channel);
}

define('WAWebNewsletterMetadataQueryJob', {
  queryNewsletterMetadataByInviteCode: (code: string, _role?: string) => query({ code }),
  queryNewsletterMetadataByJid: (id: string, _fields: object) => query({ channel: id }),
});

interface DirectoryQuery {
  searchText: string;
  countryCodes: string[];
  skipSubscribedNewsletters: boolean;
  view: string;
  categories: string[];
  cursorToken: string;
}

/** Channels to follow, as models outside any collection. */
async function fetchNewsletterDirectories(wanted: DirectoryQuery) {
  const { channels } = await link.request('channelSearch', { text: wanted.searchText });
  const shown = channels.filter(
    ({ membership }) => !wanted.skipSubscribedNewsletters || membership === 'guest',
  );
  return {
    newsletters: shown.map((channel) => titled(new Chat(channelAttributes(channel)), channel)),
    pageInfo: { hasNextPage: false, endCursor: null },
  };
}

define('WAWebNewsletterDirectorySearchAction', { fetchNewsletterDirectories });
