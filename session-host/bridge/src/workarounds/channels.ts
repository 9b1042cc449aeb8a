import { Failure, failureOf, refusal, statusOf } from '../failure';
import type { ChatModel, MsgKey, MsgModel, Page, Wid } from '../page';
import { asked } from './asked';
import { exported } from './exported';

/**
 * `WAWebNewsletterMetadataQueryJob.queryNewsletterMetadataByInviteCode`: wa-js finds channels only
 * by id. Null for an unknown code.
 */
export async function channelByInviteCode(page: Page, code: string): Promise<ChannelAnswer | null> {
  const query = exported<(code: string) => Promise<ChannelAnswer | null>>(
    page,
    'WAWebNewsletterMetadataQueryJob',
    'queryNewsletterMetadataByInviteCode',
  );
  try {
    const found = await asked(query(code));
    return found?.idJid ? found : null;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code === 'REFUSED_BY_WHATSAPP') {
      return null;
    }
    throw failure;
  }
}

/** A search in the directory. */
interface DirectoryQuery {
  searchText: string;
  countryCodes: string[];
  skipSubscribedNewsletters: boolean;
  view: string | undefined;
}

/**
 * `WAWebNewsletterDirectorySearchAction.fetchNewsletterDirectories`: wa-js's `newsletter.search` wants
 * a text, and knows no countries, views and followed channels.
 */
export async function searchChannels(page: Page, query: DirectoryQuery): Promise<ChatModel[]> {
  const fetchNewsletterDirectories = exported<
    (query: object) => Promise<{ newsletters?: ChatModel[] }>
  >(page, 'WAWebNewsletterDirectorySearchAction', 'fetchNewsletterDirectories');
  const answer = await asked(
    fetchNewsletterDirectories({ ...query, categories: [], cursorToken: '' }),
  );
  return answer.newsletters ?? [];
}

/** `WAWebMexJoinNewsletterJob.mexJoinNewsletter`: wa-js's `newsletter.follow` hides the server's status. */
export async function joinChannel(page: Page, id: Wid): Promise<void> {
  await page.wpp.whatsapp.functions.mexJoinNewsletter(id.toString());
}

/** `WAWebMexLeaveNewsletterJob.mexLeaveNewsletter`: as above, for wa-js's `newsletter.unfollow`. */
export async function leaveChannel(page: Page, id: Wid): Promise<void> {
  await page.wpp.whatsapp.functions.mexLeaveNewsletter(id.toString());
}

/** `WAWebNewsletterDeleteJob.deleteNewsletter`: wa-js's `newsletter.destroy` hides every error. */
export async function deleteChannel(page: Page, id: Wid): Promise<void> {
  await page.wpp.whatsapp.functions.deleteNewsletter(id.toString());
}

/**
 * `WAWebEditNewsletterMetadataAction.editNewsletterMetadataAction`: wa-js's `newsletter.edit` takes the
 * picture away whenever none is given.
 */
export async function editChannel(
  page: Page,
  channel: ChatModel,
  what: object,
  values: object,
): Promise<void> {
  const change = page.wpp.whatsapp.functions.editNewsletterMetadataAction as (
    channel: ChatModel,
    what: object,
    values: object,
  ) => Promise<unknown>;
  await change(channel, what, values);
}

/**
 * `WAWebNewsletterSendMessageJob.sendNewsletterMessageJob`: wa-js's send functions look for a channel
 * among the chats, where it is not, and fail. These are the steps that they take after that.
 */
export async function sendToChannel(
  page: Page,
  channel: ChatModel,
  key: MsgKey,
  text: string,
): Promise<MsgModel> {
  const { functions, MsgModel: Model } = page.wpp.whatsapp;
  const raw = await page.wpp.chat.prepareRawMessage(
    channel,
    { type: 'chat', body: text },
    { messageId: key, detectMentioned: false },
  );
  const message = new Model(raw as ConstructorParameters<typeof Model>[0]);
  await functions.addNewsletterMsgsRecords([await functions.msgDataFromMsgModel(message)]);
  const sent = await functions.sendNewsletterMessageJob({
    type: 'text',
    msgData: raw,
    msg: message,
    newsletterJid: channel.id.toString(),
  });
  if (!sent.success) {
    const status = statusOf(sent);
    throw status === undefined
      ? new Failure('REFUSED_BY_WHATSAPP', 'the channel takes no message')
      : refusal(status);
  }
  channel.msgs.add(message);
  Object.assign(message, { t: sent.ack.t, serverId: sent.serverId });
  message.updateAck(1, true);
  await functions.updateNewsletterMsgRecord(message);
  return message;
}

/** The server's description of a channel for a caller with its code, divided into mixins. */
export interface ChannelAnswer {
  idJid: string;
  newsletterNameMetadataMixin?: { nameElementValue?: string };
  newsletterDescriptionMetadataMixin?: {
    descriptionQueryDescriptionResponseMixin?: { elementValue?: string };
  };
  newsletterInviteLinkMetadataMixin?: { inviteCode?: string };
  newsletterSubscribersMetadataMixin?: { subscribersCount?: number };
  newsletterCreationTimeMetadataMixin?: { creationTimeValue?: number };
}
