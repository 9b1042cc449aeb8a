import { BaseModel, defineModel } from '../../models/BaseModel';
import type { WireChannel } from '../../protocol';
import { newChatRecord } from '../../store/records';
import { type Chat, chatAttributes, newsletterCollection } from '../chat/chat';
import { Wid } from '../ids/wid';
import { createWid } from '../ids/widFactory';
import { Subscriber, SubscriberCollection } from './subscribers';

/** The metadata of a channel. */
export class NewsletterMetadata extends BaseModel {
  declare id: Wid;
  declare name: string;
  declare membershipType: WireChannel['membership'];
  /** The followers that the account was last told. */
  declare subscribers: SubscriberCollection;

  override initialize(): void {
    this.set({ subscribers: new SubscriberCollection(Subscriber) }, { silent: true });
  }

  iAmOwner(): boolean {
    return this.membershipType === 'owner';
  }

  iAmAdmin(): boolean {
    return this.membershipType === 'admin';
  }

  iAmAdminOrOwner(): boolean {
    return this.iAmOwner() || this.iAmAdmin();
  }
}

defineModel({
  model: NewsletterMetadata,
  name: 'newsletter-metadata',
  idClass: Wid,
  props: [
    'id',
    'name',
    'description',
    'inviteCode',
    'inviteLink',
    'creationTime',
    'size',
    'membershipType',
    'reactionCodesSetting',
    'verified',
  ],
  session: ['stale', 'subscribers'],
});

function metadataOf(channel: WireChannel): object {
  return {
    id: createWid(channel.id),
    name: channel.name,
    description: channel.description,
    inviteCode: channel.inviteCode,
    inviteLink: `https://whatsapp.com/channel/${channel.inviteCode}`,
    creationTime: channel.creation,
    size: channel.subscribers,
    membershipType: channel.membership,
    reactionCodesSetting: { value: channel.reactions },
    verified: false,
  };
}

/** The attributes of the chat model that represents a channel. */
export function channelAttributes(channel: WireChannel): object {
  const record = {
    ...newChatRecord(channel.id, channel.creation),
    unreadCount: channel.unreadCount,
  };
  return {
    ...chatAttributes(record, createWid(channel.id)),
    newsletterMetadata: new NewsletterMetadata(metadataOf(channel)),
  };
}

/** Shows a channel that the account owns or follows, with its current state. */
export function showChannel(channel: WireChannel): Chat {
  const id = createWid(channel.id);
  const chat =
    newsletterCollection.get(id) ??
    (newsletterCollection.add(channelAttributes(channel))[0] as Chat);
  (chat.newsletterMetadata as NewsletterMetadata).set(
    metadataOf(channel) as Record<string, unknown>,
  );
  titled(chat, channel);
  return chat;
}

export function titled(chat: Chat, channel: WireChannel): Chat {
  chat.set({
    name: channel.name,
    formattedTitle: channel.name,
    isReadOnly: channel.membership !== 'owner' && channel.membership !== 'admin',
    unreadCount: channel.unreadCount,
  });
  chat.mute.expiration = channel.muted ? -1 : 0;
  return chat;
}

/** Shows exactly these channels. */
export function showChannels(channels: WireChannel[]): void {
  const ids = new Set(channels.map(({ id }) => id));
  newsletterCollection.remove(
    newsletterCollection.filter((chat) => !ids.has(chat.id.toString())).map(({ id }) => id),
  );
  channels.forEach(showChannel);
}
