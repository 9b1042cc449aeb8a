import { define } from '../../loader/define';
import { link } from '../../net/link';
import type { WireFollower } from '../../protocol';
import { isMeAccount } from '../account/userPrefs';
import { type Chat, newsletterCollection } from '../chat/chat';
import { type ContactModel, contactCollection, mergeContacts } from '../contact/contact';
import { getIsMyContact } from '../contact/getters';
import { MsgKey } from '../ids/msgKey';
import type { Wid } from '../ids/wid';
import { createWid } from '../ids/widFactory';
import { randomHex } from '../library/randomHex';
import { unixTime } from '../library/time';
import type { SendResult } from '../message/outbox';
import { sendMsg } from '../message/sendMsg';
import type { NewsletterMetadata } from './channels';

const MOST_SUBSCRIBERS = 300;

define('WAWebNewsletterGatingUtils', { getMaxSubscriberNumber: () => MOST_SUBSCRIBERS });

interface Follower {
  id: Wid;
  displayName: string;
  role: WireFollower['role'];
  phoneNumber: Wid | undefined;
}

async function getNewsletterSubscribers(id: string, limit: number, _view?: string) {
  const { followers } = await link.request('channelFollowers', { channel: id, limit });
  mergeContacts(followers.map(({ contact }) => contact));
  return {
    followers: followers.map(
      ({ contact: { lid, pn, pushname }, role }): Follower => ({
        id: createWid(lid),
        displayName: pushname,
        role,
        phoneNumber: pn === null ? undefined : createWid(pn),
      }),
    ),
  };
}

const listJob = define('WAWebNewsletterSubscriberListJob', { getNewsletterSubscribers });

const isStaff = ({ role }: { role: string }) => role !== 'subscriber';

const metadataOf = (channel: Chat) => channel.newsletterMetadata as NewsletterMetadata;

/**
 * A channel's staff, and those of its followers that are contacts of the account; stores them in
 * its model.
 */
async function getNewsletterSubscribersAction(channel: Chat, limit: number, view?: string) {
  const { followers } = await listJob.getNewsletterSubscribers(channel.id.toString(), limit, view);
  const subscribers = followers
    .map(({ id, role }) => ({ contact: contactCollection.get(id) as ContactModel, role }))
    .filter((one) => isStaff(one) || getIsMyContact(one.contact));
  const known = metadataOf(channel).subscribers;
  known.reset();
  known.add(
    subscribers.map(({ contact, role }) => ({ id: contact.id, contact, membership: role })),
  );
  return { subscribers, hasMore: false };
}

define('WAWebNewsletterSubscriberListAction', { getNewsletterSubscribersAction });

interface Invitation {
  newsletterWid: Wid;
  invitee: Wid;
  inviteMessage: string | undefined;
  base64Thumb: string | null;
}

const inviteJob = define('WAWebMexCreateNewsletterAdminInviteJob', {
  createNewsletterAdminInvite: async (channel: string, invitee: Wid) => {
    const user = invitee.toString();
    const asked = link.request('channelAdmin', { channel, action: 'invite', user });
    return { inviteExpiration: (await asked).inviteExpires };
  },
});

/** Invites a person to become an admin, by a message. */
async function sendNewsletterAdminInviteMessage(
  chat: Chat,
  { newsletterWid, invitee, inviteMessage, base64Thumb }: Invitation,
): Promise<SendResult> {
  try {
    const { inviteExpiration } = await inviteJob.createNewsletterAdminInvite(
      newsletterWid.toString(),
      invitee,
    );
    const [, sent] = sendMsg.addAndSendMsgToChat(chat, {
      id: new MsgKey({ fromMe: true, remote: chat.id, id: `3EB0${randomHex(9)}` }),
      t: unixTime(),
      type: 'newsletter_admin_invite',
      body: '',
      newsletterAdminInviteInfo: {
        newsletterId: newsletterWid,
        newsletterName: newsletterCollection.get(newsletterWid)?.name,
        inviteExpiration,
        inviteMessage,
        pictureThumbnail: base64Thumb,
      },
    });
    return await sent;
  } catch {
    // As in the client: the invitation could not be made.
    return { messageSendResult: 'ERROR_UNKNOWN' };
  }
}

define('WAWebNewsletterSendMsgAction', { sendNewsletterAdminInviteMessage });

define('WAWebMexRevokeNewsletterAdminInviteJob', {
  revokeNewsletterAdminInvite: (id: string, user: Wid) =>
    link.request('channelAdmin', { channel: id, action: 'revoke', user: user.toString() }),
});

define('WAWebMexAcceptNewsletterAdminInviteJob', {
  acceptNewsletterAdminInvite: (id: string) => link.request('channelAccept', { channel: id }),
});

/** Throws for a person whom the channel's model does not have as an admin, as in the client. */
async function changeNewsletterOwnerAction(channel: Chat, contact: ContactModel): Promise<void> {
  const metadata = metadataOf(channel);
  if (!metadata.iAmOwner()) {
    throw new Error('non-newslette-owner-transferring-ownership');
  }
  const member = metadata.subscribers.get(contact.id);
  if (member === undefined) {
    throw new Error('contact-not-found-in-newsletter-subscriber-list');
  }
  if (member.membership !== 'admin') {
    throw new Error('transferring-newsletter-ownership-to-non-admin');
  }
  await link.request('channelAdmin', {
    channel: channel.id.toString(),
    action: 'transfer',
    user: contact.id.toString(),
  });
  metadata.membershipType = 'admin';
  member.membership = 'owner';
}

define('WAWebChangeNewsletterOwnerAction', { changeNewsletterOwnerAction });

/** Throws unless the owner demotes an admin, or an admin itself. */
async function demoteNewsletterAdminAction(channel: Chat, contact: ContactModel): Promise<void> {
  const metadata = metadataOf(channel);
  const isMe = isMeAccount(contact.id);
  if (isMe ? !metadata.iAmAdmin() : !metadata.iAmOwner()) {
    throw new Error('non-channel-owner-dismissing-other-admins');
  }
  await link.request('channelAdmin', {
    channel: channel.id.toString(),
    action: 'demote',
    user: contact.id.toString(),
  });
  if (isMe) {
    metadata.membershipType = 'subscriber';
  }
}

define('WAWebDemoteNewsletterAdminAction', { demoteNewsletterAdminAction });
