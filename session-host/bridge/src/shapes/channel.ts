import { attribute } from '../models/attributes';
import { plain, plainWid } from '../models/plain';
import type { ChatModel, Page } from '../page';
import type { ChannelAnswer } from '../workarounds/channels';
import { lastMessage, muteExpiration } from './chat';
import { messageShape } from './message';
import type { Channel } from './types';

/** A channel in the API's form. */
export function channelShape(page: Page, model: ChatModel): Channel {
  const data = (plain((model as { newsletterMetadata?: unknown }).newsletterMetadata) ?? {}) as {
    [key: string]: unknown;
    description?: unknown;
    name?: unknown;
  };
  const title = attribute(
    page,
    model,
    'formattedTitle',
    'WAWebFrontendChatGetters',
    'getFormattedTitle',
  );
  const mute = muteExpiration(page, model);
  const last = lastMessage(page, model);
  return {
    channelMetadata: data,
    id: plainWid(model.id),
    name: String(title || data.name || model.name || ''),
    ...(typeof data.description === 'string' ? { description: data.description } : {}),
    isChannel: true,
    isGroup: false,
    isReadOnly: Boolean(model.isReadOnly),
    unreadCount: model.unreadCount ?? 0,
    ...(typeof model.t === 'number' ? { timestamp: model.t } : {}),
    isMuted: mute !== 0,
    muteExpiration: mute,
    ...(last ? { lastMessage: messageShape(page, last) } : {}),
  };
}

/** A channel that the account need not follow. */
export function channelPreview(page: Page, answer: ChannelAnswer): Channel {
  const name = answer.newsletterNameMetadataMixin?.nameElementValue ?? '';
  const description =
    answer.newsletterDescriptionMetadataMixin?.descriptionQueryDescriptionResponseMixin
      ?.elementValue ?? '';
  const id = plainWid(
    page.wpp.util.createWid(String(answer.idJid)) as { server: string; user: string },
  );
  return {
    channelMetadata: {
      id,
      name,
      description,
      inviteCode: answer.newsletterInviteLinkMetadataMixin?.inviteCode,
      size: answer.newsletterSubscribersMetadataMixin?.subscribersCount,
      creationTime: answer.newsletterCreationTimeMetadataMixin?.creationTimeValue,
    },
    id,
    name,
    description,
    isChannel: true,
    isGroup: false,
    isReadOnly: true,
    unreadCount: 0,
    isMuted: false,
    muteExpiration: 0,
  };
}
