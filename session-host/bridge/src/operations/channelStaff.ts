import { Failure, refusal } from '../failure';
import { channelId, channelOf, orNoChannel, requireOwner, requireStaff } from '../ids/channels';
import { openChat } from '../ids/chats';
import { contactOfWid } from '../ids/contacts';
import { refused } from '../ids/groups';
import { isSame, type Person, personOf } from '../ids/people';
import { requireWithinLimits } from '../limits/newChats';
import { counterpart } from '../models/counterpart';
import type { ChatModel, ContactModel, Page, Wid } from '../page';
import { requireSent } from '../send/result';
import { blockList, contactShape } from '../shapes/contact';
import {
  acceptAdminInvite,
  asked,
  changeOwner,
  demoteAdmin,
  loadMembers,
  refusalsOf,
  revokeAdminInvite,
  sendAdminInvite,
} from '../workarounds';
import type { OperationsOf } from './types';

const done = { success: true, result: true } as const;

/** Operations on a channel's admins and followers. */
export const channelStaff: OperationsOf<
  | 'channelAcceptChannelAdminInvite'
  | 'channelSendChannelAdminInvite'
  | 'channelRevokeChannelAdminInvite'
  | 'channelTransferChannelOwnership'
  | 'channelDemoteChannelAdmin'
  | 'channelGetSubscribers'
> = {
  async channelAcceptChannelAdminInvite({ chatId }, { page }) {
    // An invited person need not follow the channel.
    await orNoChannel(acceptAdminInvite(page, channelId(page, chatId, 'chatId')));
    return done;
  },

  async channelSendChannelAdminInvite({ chatId, userId, options }, { page, limits }) {
    const channel = channelOf(page, chatId);
    requireOwner(channel);
    const person = await knownPerson(page, userId, 'userId');
    const chat = await openChat(page, widOf(person).toString(), 'userId');
    refusalsOf(page).forget(channel.id);
    requireWithinLimits(page, limits.now(), chat);
    await limits.learning(async () => {
      const result = await sendAdminInvite(page, chat, {
        newsletterWid: channel.id,
        invitee: chat.id,
        inviteMessage: options?.comment ?? undefined,
        base64Thumb: null,
      });
      requireSent(page, channel.id, result);
    });
    return done;
  },

  async channelRevokeChannelAdminInvite({ chatId, userId }, { page }) {
    const channel = channelOf(page, chatId);
    requireOwner(channel);
    const person = await knownPerson(page, userId, 'userId');
    await orNoChannel(revokeAdminInvite(page, channel.id, widOf(person)));
    return done;
  },

  async channelTransferChannelOwnership({ chatId, newOwnerId, options }, { page }) {
    const channel = channelOf(page, chatId);
    requireOwner(channel);
    const person = await knownPerson(page, newOwnerId, 'newOwnerId');
    await adminOf(page, channel, person, 'newOwnerId');
    const members = await loadMembers(page, channel);
    const heir = members?.find(({ contact }) => isSame(person, contact.id));
    if (heir === undefined) {
      throw new Failure('REFUSED_BY_WHATSAPP', 'the followers are not told');
    }
    // Fetched first: a failure after the change would report that nothing was changed.
    const self = await contactOfWid(page, page.wpp.conn.getMyUserLid());
    await changeOwner(page, channel, heir.contact);
    if (options?.shouldDismissSelfAsAdmin === true) {
      await demoteAdmin(page, channel, self);
    }
    return done;
  },

  async channelDemoteChannelAdmin({ chatId, userId }, { page }) {
    const channel = channelOf(page, chatId);
    const person = await knownPerson(page, userId, 'userId');
    if (!page.wpp.whatsapp.UserPrefs.isMeAccount(widOf(person))) {
      requireOwner(channel);
    }
    await demoteAdmin(page, channel, await adminOf(page, channel, person, 'userId'));
    return done;
  },

  async channelGetSubscribers({ chatId, limit }, { page }) {
    const channel = channelOf(page, chatId);
    requireStaff(channel);
    const followers = await followersOf(page, channel, limit ?? undefined);
    const blocked = blockList(page);
    const result = await Promise.all(
      followers
        .filter(({ id, role }) => isStaff(role) || isMyContact(page, id))
        .map(async ({ id, role = 'subscriber' }) => ({
          contact: contactShape(page, await contactOfWid(page, id), blocked),
          role,
        })),
    );
    return { success: true, result };
  },
};

function isStaff(role: string | undefined): boolean {
  return role === 'admin' || role === 'owner';
}

/** As in WhatsApp, of ordinary followers only the account's own contacts are shown. */
function isMyContact(page: Page, id: Wid): boolean {
  const { ContactStore, functions } = page.wpp.whatsapp;
  return [id, counterpart(page, id)]
    .map((wid) => (wid === null ? undefined : ContactStore.get(wid)))
    .some((contact) => contact !== undefined && functions.getIsMyContact(contact));
}

async function knownPerson(page: Page, text: string, field: string): Promise<Person> {
  const person = await personOf(page, text, field);
  if (person === null) {
    throw new Failure('CONTACT_NOT_FOUND', `${field}: not on WhatsApp`);
  }
  return person;
}

/** A person's LID, which channels use, else the number. */
function widOf({ lid, phoneNumber, named }: Person): Wid {
  const wid = lid ?? phoneNumber;
  if (wid === undefined) {
    throw new Failure('CONTACT_NOT_FOUND', named);
  }
  return wid;
}

/** The channel's followers that WhatsApp reveals, staff first. */
async function followersOf(page: Page, channel: ChatModel, limit?: number) {
  const refusals = refusalsOf(page);
  refusals.forget(channel.id);
  const followers = await asked(page.wpp.newsletter.getSubscribers(channel.id.toString(), limit));
  if (followers === false) {
    // wa-js does not report the reason.
    const status = refusals.of(channel.id);
    throw status ? refusal(status) : refused('the followers are not told');
  }
  return followers;
}

/** The contact of an admin of the channel, under the id that the channel uses. */
async function adminOf(
  page: Page,
  channel: ChatModel,
  person: Person,
  field: string,
): Promise<ContactModel> {
  const found = (await followersOf(page, channel)).find(({ id }) => isSame(person, id));
  if (found?.role !== 'admin') {
    throw new Failure('REFUSED_BY_WHATSAPP', `${field}: not an admin of the channel`);
  }
  const { ContactStore } = page.wpp.whatsapp;
  return ContactStore.get(found.id) ?? (await asked(ContactStore.find(found.id)));
}
