import { refusal } from '../failure';
import type { ChatModel, ContactModel, Page, Wid } from '../page';
import { asked } from './asked';
import { exported } from './exported';
import { refusalsOf } from './refusals';

/* Of a channel's admins wa-js knows only their names. */

/** `WAWebMexAcceptNewsletterAdminInviteJob.acceptNewsletterAdminInvite`, by the channel's id as text. */
export async function acceptAdminInvite(page: Page, channel: Wid): Promise<void> {
  const accept = exported<(id: string) => Promise<unknown>>(
    page,
    'WAWebMexAcceptNewsletterAdminInviteJob',
    'acceptNewsletterAdminInvite',
  );
  await accept(channel.toString());
  // WhatsApp's own interface also sets the account's role in the channel.
  const model = page.wpp.whatsapp.NewsletterStore.get(channel) as
    | { newsletterMetadata?: { membershipType?: string } }
    | undefined;
  if (model?.newsletterMetadata) {
    model.newsletterMetadata.membershipType = 'admin';
  }
}

/** `WAWebMexRevokeNewsletterAdminInviteJob.revokeNewsletterAdminInvite`. */
export async function revokeAdminInvite(page: Page, channel: Wid, user: Wid): Promise<void> {
  const revoke = exported<(id: string, user: Wid) => Promise<unknown>>(
    page,
    'WAWebMexRevokeNewsletterAdminInviteJob',
    'revokeNewsletterAdminInvite',
  );
  await revoke(channel.toString(), user);
}

interface Invitation {
  newsletterWid: Wid;
  invitee: Wid;
  inviteMessage: string | undefined;
  base64Thumb: string | null;
}

/**
 * `WAWebNewsletterSendMsgAction.sendNewsletterAdminInviteMessage`: makes an invitation on the
 * server and sends it as a message with a random id.
 */
export async function sendAdminInvite(
  page: Page,
  chat: ChatModel,
  invitation: Invitation,
): Promise<{ messageSendResult?: unknown; ackErrorCode?: unknown }> {
  const send = exported<
    (chat: ChatModel, invitation: Invitation) => Promise<{ messageSendResult?: unknown }>
  >(page, 'WAWebNewsletterSendMsgAction', 'sendNewsletterAdminInviteMessage');
  return send(chat, invitation);
}

/** A follower of a channel. */
export interface Member {
  contact: ContactModel;
  role: string;
}

/**
 * `WAWebNewsletterSubscriberListAction.getNewsletterSubscribersAction`: returns the followers of a
 * channel that the account may see, staff first, and stores them in the channel's model. The
 * changes of staff below use the model. Null when WhatsApp could not ask, without a reason.
 *
 * @throws Failure by the server's status when it refused
 */
export async function loadMembers(page: Page, channel: ChatModel): Promise<Member[] | null> {
  const load = exported<
    (channel: ChatModel, count: number, view: string) => Promise<{ subscribers: Member[] | null }>
  >(page, 'WAWebNewsletterSubscriberListAction', 'getNewsletterSubscribersAction');
  const refusals = refusalsOf(page);
  refusals.forget(channel.id);
  // Staff comes before all others, and a channel has at most 16 admins.
  const { subscribers } = await asked(load(channel, 100, 'LIMITED'));
  const status = refusals.of(channel.id);
  if (subscribers === null && status) {
    throw refusal(status);
  }
  return subscribers;
}

/** `WAWebChangeNewsletterOwnerAction.changeNewsletterOwnerAction`. */
export async function changeOwner(
  page: Page,
  channel: ChatModel,
  contact: ContactModel,
): Promise<void> {
  const change = exported<(channel: ChatModel, contact: ContactModel) => Promise<unknown>>(
    page,
    'WAWebChangeNewsletterOwnerAction',
    'changeNewsletterOwnerAction',
  );
  await change(channel, contact);
}

/** `WAWebDemoteNewsletterAdminAction.demoteNewsletterAdminAction`. */
export async function demoteAdmin(
  page: Page,
  channel: ChatModel,
  contact: ContactModel,
): Promise<void> {
  const demote = exported<(channel: ChatModel, contact: ContactModel) => Promise<unknown>>(
    page,
    'WAWebDemoteNewsletterAdminAction',
    'demoteNewsletterAdminAction',
  );
  await demote(channel, contact);
}
