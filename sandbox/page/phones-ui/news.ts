// Channels, and the status posts of people whom a phone knows.

import { contentText } from './content';
import { type Channel, type Chat, type Message, nameOf } from './model';
import { moment, words } from './words';

/** The chat of status posts. */
const STATUS = 'status@broadcast';

/** The ack of a post that the reader has seen. */
const READ = 3;

/** A channel in the form of a chat. */
export function channelChat(channel: Channel): Chat {
  const isStaff = channel.membership === 'owner' || channel.membership === 'admin';
  return {
    ...common(channel.id, channel.name),
    isChannel: true,
    isMember: isStaff,
    participants: channel.subscribers,
    unreadCount: channel.unreadCount,
    muteExpiration: channel.muted ? -1 : 0,
    picture: channel.picture,
    hint: channel.description || words.followers(channel.subscribers),
  };
}

/** All status posts in the form of one chat, with the last of them in its row. */
export function statusChat(posts: Message[]): Chat {
  const last = posts.at(-1);
  return {
    ...common(STATUS, words.statuses),
    isStatus: true,
    isMember: true,
    participants: 0,
    unreadCount: posts.filter((post) => !post.fromMe && post.ack < READ).length,
    hint: last
      ? `${last.fromMe ? words.you : nameOf(last)}${words.colon}${contentText(last) ?? last.body}`
      : words.noStatuses,
    when: last ? moment(last.t) : '',
  };
}

const common = (id: string, name: string) => ({
  id,
  pn: null,
  name,
  isGroup: false,
  isMember: true,
  unreadCount: 0,
  archived: false,
  pinned: false,
  muteExpiration: 0,
  last: null,
});
