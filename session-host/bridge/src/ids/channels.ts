import { Failure, failureOf, statusOf } from '../failure';
import type { ChatModel, Page, Wid } from '../page';
import { widOf } from './wids';

/** @throws Failure NOT_A_CHANNEL */
export function channelId(page: Page, text: string, field: string): Wid {
  const wid = widOf(page, text, field);
  if (wid.server !== 'newsletter') {
    throw new Failure('NOT_A_CHANNEL');
  }
  return wid;
}

/**
 * The channel with this id, if the account owns or follows it.
 *
 * @throws Failure NOT_A_CHANNEL, CHANNEL_NOT_FOUND
 */
export function channelOf(page: Page, chatId: string): ChatModel {
  const wid = channelId(page, chatId, 'chatId');
  const channel = page.wpp.whatsapp.NewsletterStore.get(wid);
  if (!channel) {
    throw new Failure('CHANNEL_NOT_FOUND');
  }
  return channel;
}

/** Waits for an answer of WhatsApp's server, whose "not found" means the channel. */
export async function orNoChannel<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw statusOf(error) === 404 ? new Failure('CHANNEL_NOT_FOUND') : failureOf(error);
  }
}

/**
 * Checks that the account is on the channel's staff.
 *
 * @throws Failure REFUSED_BY_WHATSAPP
 */
export function requireStaff(channel: ChatModel): void {
  if (metadataOf(channel).iAmAdminOrOwner?.() === false) {
    throw new Failure('REFUSED_BY_WHATSAPP', 'the account is not an admin of the channel');
  }
}

/**
 * Checks that the account owns the channel.
 *
 * @throws Failure REFUSED_BY_WHATSAPP
 */
export function requireOwner(channel: ChatModel): void {
  const { membershipType } = metadataOf(channel);
  if (membershipType !== undefined && membershipType !== 'owner') {
    throw new Failure('REFUSED_BY_WHATSAPP', 'the account is not the owner of the channel');
  }
}

function metadataOf(channel: ChatModel): {
  iAmAdminOrOwner?: () => boolean;
  membershipType?: string;
} {
  return (channel as { newsletterMetadata?: object }).newsletterMetadata ?? {};
}
