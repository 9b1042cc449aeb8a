import { attribute } from '../models/attributes';
import { muteModel } from '../models/mute';
import { plainWid } from '../models/plain';
import type { ChatModel, GroupMetadataModel, MsgModel, Page } from '../page';
import { groupShape } from './group';
import { messageShape } from './message';
import { whoOfChat } from './numbers';
import type { ChatAnswer } from './types';

/** A chat in the API's form; a group's metadata come first. */
export function chatShape(page: Page, model: ChatModel): ChatAnswer {
  const group = read(page, model, 'groupMetadata', 'getGroupMetadata') as
    | GroupMetadataModel
    | undefined;
  const mute = muteExpiration(page, model);
  const last = lastMessage(page, model);
  return {
    ...(group ? { groupMetadata: groupShape(page, group) } : {}),
    id: plainWid(model.id),
    ...whoOfChat(page, model.id),
    name: String(read(page, model, 'formattedTitle', 'getFormattedTitle') ?? model.name ?? ''),
    isGroup: Boolean(group),
    // As in the original API, announcement groups are read-only even for their admins.
    isReadOnly: Boolean(group ? group.announce : model.isReadOnly),
    unreadCount: model.unreadCount ?? 0,
    ...(typeof model.t === 'number' ? { timestamp: model.t } : {}),
    ...(model.archive === undefined ? {} : { archived: Boolean(model.archive) }),
    pinned: Boolean(model.pin),
    isLocked: Boolean(attribute(page, model, 'isLocked', 'WAWebChatGetters', 'getIsLocked')),
    isMuted: mute !== 0,
    muteExpiration: mute,
    ...(last ? { lastMessage: messageShape(page, last) } : {}),
  };
}

function read(page: Page, model: ChatModel, name: string, getter: string): unknown {
  return attribute(page, model, name, 'WAWebFrontendChatGetters', getter);
}

/** The end of a mute: 0 not muted, -1 unlimited, else unix seconds. */
export function muteExpiration(page: Page, model: ChatModel): number {
  const expiration = muteModel(page, model)?.expiration ?? model.muteExpiration;
  return typeof expiration === 'number' ? expiration : 0;
}

/** The last message if it is in memory; the database is not read. */
export function lastMessage(page: Page, model: ChatModel): MsgModel | undefined {
  const key = model.lastReceivedKey;
  return key ? (page.wpp.whatsapp.MsgStore.get(key) ?? undefined) : undefined;
}
