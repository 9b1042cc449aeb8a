import { define } from '../../loader/define';
import { link } from '../../net/link';
import { ServerStatusCodeError } from '../../net/refused';
import type { Chat } from '../chat/chat';
import type { Wid } from '../ids/wid';
import { mixins } from './channelQueries';
import { showChannel } from './channels';

interface NewChannel {
  name: string;
  description: string | null;
  /** A data URL. */
  picture: string | null;
}

async function createNewsletterQuery({ name, description, picture }: NewChannel): Promise<object> {
  const { channel } = await link.request('channelCreate', {
    name,
    description: description ?? '',
    picture,
  });
  return mixins(channel);
}

define('WAWebNewsletterCreateQueryJob', { createNewsletterQuery });

define('WAWebMexJoinNewsletterJob', {
  mexJoinNewsletter: (id: string) => link.request('channelFollow', { channel: id, follow: true }),
});

define('WAWebMexLeaveNewsletterJob', {
  mexLeaveNewsletter: async (id: string) => {
    try {
      return await link.request('channelFollow', { channel: id, follow: false });
    } catch (error) {
      const isNotFollowed = error instanceof ServerStatusCodeError && error.status === 403;
      throw isNotFollowed ? new ServerStatusCodeError(400) : error;
    }
  },
});

define('WAWebNewsletterDeleteJob', {
  deleteNewsletter: async (id: string) => {
    await link.request('channelDelete', { channel: id });
    return true;
  },
});

define('WAWebNewsletterToggleAdminActivityMuteStateAction', {
  toggleNewsletterAdminActivityMuteStateAction: (id: Wid, expiration: number) =>
    link.request('channelMute', { channel: id.toString(), muted: expiration !== 0 }),
});

interface Edits {
  editName?: boolean;
  editDescription?: boolean;
  editReactionCodesSetting?: boolean;
  editPicture?: boolean;
}

interface Values {
  name?: string;
  description?: string;
  /** WhatsApp's numbers: 0 all, 1 basic, 3 none. */
  reactionCodesSetting?: number;
  /** A data URL; null to remove the picture. */
  picture?: string | null;
}

const REACTIONS: Record<number, string> = { 0: 'all', 1: 'basic', 3: 'none' };

/** Changes only the details named in `edits`. */
async function editNewsletterMetadataAction(
  chat: Chat,
  edits: Edits,
  values: Values,
): Promise<void> {
  const { channel } = await link.request('channelEdit', {
    channel: chat.id.toString(),
    ...(edits.editName ? { name: values.name } : {}),
    ...(edits.editDescription ? { description: values.description } : {}),
    ...(edits.editReactionCodesSetting
      ? { reactions: REACTIONS[values.reactionCodesSetting ?? 0] }
      : {}),
    ...(edits.editPicture ? { picture: values.picture ?? '' } : {}),
  });
  showChannel(channel);
}

define('WAWebEditNewsletterMetadataAction', { editNewsletterMetadataAction });
