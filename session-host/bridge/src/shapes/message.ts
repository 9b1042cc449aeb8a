import { phoneNumberOf, usernameOf } from '../ids/wids';
import { attribute } from '../models/attributes';
import { idText, type Json, plain } from '../models/plain';
import type { MsgModel, Page } from '../page';
import { chatNumber, phoneNumbersOf } from './numbers';
import type { Message, MessageId } from './types';

type Data = { [key: string]: Json };
type Link = Message['links'][number];

const androidIdLength = 25;

/** A message in the API's form, with the original API's shapes and order of keys. */
export function messageShape(page: Page, model: MsgModel): Message {
  const data = rawData(page, model);
  const type = String(data.type ?? '');
  const hasMedia = Boolean(data.directPath);
  const mentioned = list(data.mentionedJidList).flatMap((id) => idText(id) ?? []);
  const { businessOwnerJid } = data;
  // A private chat's number is worth a request, whoever wrote.
  chatNumber(page, model.id.remote);
  const shape: { [K in keyof Message]-?: Message[K] | undefined } = {
    _data: data,
    mediaKey: text(data.mediaKey),
    id: messageId(model),
    ack: number(data.ack),
    hasMedia,
    body: hasMedia ? captionOf(data) : bodyOf(data),
    type,
    timestamp: number(data.t) ?? 0,
    from: idText(data.from) ?? '',
    fromNumber: phoneNumberOf(page, data.from),
    fromUsername: usernameOf(page, data.from),
    to: idText(data.to) ?? '',
    toNumber: phoneNumberOf(page, data.to),
    toUsername: usernameOf(page, data.to),
    author: idText(data.author),
    authorNumber: phoneNumberOf(page, data.author),
    authorUsername: usernameOf(page, data.author),
    deviceType: deviceType(model.id.id),
    isForwarded: boolean(data.isForwarded),
    forwardingScore: number(data.forwardingScore) ?? 0,
    isStatus: data.isStatusV3 === true || idText(model.id.remote) === 'status@broadcast',
    isStarred: boolean(data.star),
    broadcast: boolean(data.broadcast),
    fromMe: model.id.fromMe,
    hasQuotedMsg: Boolean(data.quotedMsg),
    hasReaction:
      attribute(page, model, 'hasReaction', 'WAWebMsgGetters', 'getHasReaction') === true,
    duration: durationOf(data.duration),
    location: type === 'location' ? locationOf(data) : undefined,
    vCards: vCardsOf(data, type),
    inviteV4: type === 'groups_v4_invite' ? inviteOf(page, data) : undefined,
    mentionedIds: mentioned,
    mentionedNumbers: phoneNumbersOf(page, mentioned),
    groupMentions: list(data.groupMentions) as Message['groupMentions'],
    orderId: text(data.orderId),
    token: text(data.token),
    isGif: Boolean(data.isGif),
    isEphemeral: boolean(data.isEphemeral),
    title: text(data.title),
    description: text(data.description),
    businessOwnerJid: businessOwnerJid || undefined,
    businessOwnerNumber: businessOwnerJid ? phoneNumberOf(page, businessOwnerJid) : undefined,
    businessOwnerUsername: usernameOf(page, businessOwnerJid),
    productId: text(data.productId),
    latestEditSenderTimestampMs: number(data.latestEditSenderTimestampMs),
    latestEditMsgKey: data.latestEditMsgKey || undefined,
    protocolMessageKey: data.protocolMessageKey || undefined,
    links: data.links as unknown as Link[],
    dynamicReplyButtons: arrayOrAbsent(data.dynamicReplyButtons),
    selectedButtonId: text(data.selectedButtonId),
    selectedRowId: selectedRow(data.listResponse),
    ...pollOf(data, type),
  };
  return shape as Message;
}

/** Group events, notes about encryption and the like, which the API does not count as messages. */
export function isNotification(page: Page, model: MsgModel): boolean {
  return attribute(page, model, 'isNotification', 'WAWebMsgGetters', 'getIsNotification') === true;
}

/** The raw model for `_data`: all of WhatsApp's own data of the message. */
function rawData(page: Page, model: MsgModel): Data {
  const data = plain(model) as Data;
  data.isEphemeral =
    attribute(page, model, 'isEphemeral', 'WAWebMsgGetters', 'getIsEphemeral') === true;
  data.isStatusV3 = attribute(page, model, 'isStatusV3', 'WAWebMsgGetters', 'getIsStatus') === true;
  data.links = linksOf(page, model) as unknown as Json;
  data.id = messageId(model) as unknown as Json;
  delete data.pendingAckUpdate;
  return data;
}

export function messageId(model: MsgModel): MessageId {
  const { id } = model;
  const participant = idText(id.participant);
  return {
    fromMe: id.fromMe,
    remote: idText(id.remote) ?? '',
    id: id.id,
    ...(participant === undefined ? {} : { participant }),
    _serialized: id.toString(),
  };
}

/** The links in a text or caption. WhatsApp finds them with WALinkify, which wa-js does not wrap. */
function linksOf(page: Page, model: MsgModel): Link[] {
  const content = model.caption ?? model.body;
  if (typeof content !== 'string' || !content.includes('.')) {
    return [];
  }
  const linkify = page.module<{ findLinks?: (text: string) => FoundLink[] | null }>('WALinkify');
  return (linkify?.findLinks?.(content) ?? []).map((link) => ({
    link: link.href,
    isSuspicious: (link.suspiciousCharacters?.size ?? 0) > 0,
  }));
}

interface FoundLink {
  href: string;
  suspiciousCharacters?: { size: number };
}

/**
 * The caption. WhatsApp marks the name of a document without a caption as an unwritten caption, and
 * the original API shows it. Own files without a caption have none, whatever wa-js composes.
 */
function captionOf(data: Data): string {
  const isNobodys = data.isCaptionByUser === false && data.type !== 'document';
  return isNobodys ? '' : (text(data.caption) ?? '');
}

function bodyOf(data: Data): string {
  return text(data.body) ?? text(data.pollName) ?? text(data.eventName) ?? '';
}

/**
 * The sender's device, guessed as in the original API: each kind of phone makes ids of its own
 * form.
 */
function deviceType(id: string): string {
  if (id.length > androidIdLength) {
    return 'android';
  }
  return id.startsWith('3A') ? 'ios' : 'web';
}

function locationOf(data: Data): Message['location'] {
  const description = text(data.loc) ?? '';
  const [name, address] = description.split('\n');
  return {
    latitude: number(data.lat) ?? 0,
    longitude: number(data.lng) ?? 0,
    ...(name ? { name } : {}),
    ...(address ? { address } : {}),
    ...(text(data.clientUrl) === undefined ? {} : { url: text(data.clientUrl) as string }),
    description,
  };
}

function vCardsOf(data: Data, type: string): string[] {
  if (type === 'vcard') {
    return [text(data.body) ?? ''];
  }
  return type === 'multi_vcard'
    ? list(data.vcardList).flatMap((card) => text((card as Data).vcard) ?? [])
    : [];
}

function inviteOf(page: Page, data: Data): NonNullable<Message['inviteV4']> {
  return {
    inviteCode: data.inviteCode,
    inviteCodeExp: data.inviteCodeExp,
    groupId: data.inviteGrp,
    groupName: data.inviteGrpName,
    fromId: idText(data.from),
    fromNumber: phoneNumberOf(page, data.from),
    fromUsername: usernameOf(page, data.from),
    toId: idText(data.to),
    toNumber: phoneNumberOf(page, data.to),
    toUsername: usernameOf(page, data.to),
  };
}

function selectedRow(response: Json | undefined): string | undefined {
  const reply = (response as Data | null | undefined)?.singleSelectReply as Data | undefined;
  return text(reply?.selectedRowId);
}

type Poll = Pick<
  Message,
  | 'pollName'
  | 'pollOptions'
  | 'allowMultipleAnswers'
  | 'pollInvalidated'
  | 'isSentCagPollCreation'
  | 'messageSecret'
>;

function pollOf(data: Data, type: string): { [K in keyof Poll]-?: Poll[K] | undefined } {
  const isPoll = type === 'poll_creation';
  return {
    pollName: isPoll ? text(data.pollName) : undefined,
    pollOptions: isPoll ? (list(data.pollOptions) as NonNullable<Poll['pollOptions']>) : undefined,
    allowMultipleAnswers: isPoll ? !data.pollSelectableOptionsCount : undefined,
    pollInvalidated: isPoll ? boolean(data.pollInvalidated) : undefined,
    isSentCagPollCreation: isPoll ? boolean(data.isSentCagPollCreation) : undefined,
    messageSecret: isPoll ? (Object.values(data.messageSecret ?? {}) as number[]) : undefined,
  };
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function number(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function boolean(value: Json | undefined): boolean | undefined {
  return value === undefined || value === null ? undefined : Boolean(value);
}

function durationOf(value: Json | undefined): Message['duration'] | undefined {
  return (typeof value === 'number' || typeof value === 'string') && value ? value : undefined;
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function arrayOrAbsent(value: Json | undefined): Json[] | undefined {
  return Array.isArray(value) ? value : undefined;
}
