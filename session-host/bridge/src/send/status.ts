import type { Context } from '../call/context';
import { Failure } from '../failure';
import { ownMessage, postKeys } from '../ids/messages';
import { fileOf, requireImage } from '../media/file';
import { counterpart } from '../models/counterpart';
import type { MsgKey, MsgModel, Page, Wid } from '../page';
import { noteSend, type SendResult, sendUnderWay } from '../pending/underWay';
import { blockList, isBlocked } from '../shapes/contact';
import { adaptStatusSender, refusalsOf, sendFileTo, statusList } from '../workarounds';
import { acknowledged, ackWaitMs, overdue } from './acknowledged';
import { captioned, isFile } from './captioned';
import { kind, preparedFile, withinUploadTime } from './media';
import { refuseMentioningAll } from './mentions';
import { isFailed, requireNotFailed, requireSent } from './result';
import type { SendRequest } from './types';

/** WhatsApp's default colour of a text. */
const defaultColour = '#7acca5';

const notTaken = 'status posts do not take this content';

/** The part of the context that a post needs. */
type Poster = Pick<Context, 'page' | 'messageId' | 'files' | 'pending' | 'expiresAt' | 'queued'>;

/**
 * Posts a text, a picture or a video to the account's status, or finds it posted, because a command
 * may be delivered again.
 *
 * @throws Failure REFUSED_BY_WHATSAPP for other content, and when nobody would see it;
 * TOO_MANY_REQUESTS
 */
export async function postStatus(context: Poster, asked: SendRequest): Promise<MsgModel> {
  const { page, messageId } = context;
  const request = captioned(asked);
  refuseMentioningAll(request.options?.mentions);
  if (!adaptStatusSender(page)) {
    throw new Failure('UNAVAILABLE_IN_THIS_VERSION', 'chatId: status posts');
  }
  const known = await findPost(page, messageId);
  const post =
    known === null ? await newPost(context, request) : await postedBefore(context, known, request);
  await acknowledged(post, ackWaitMs(request));
  requireNotFailed(page, post);
  await context.pending.remember(post, context.expiresAt);
  return post;
}

async function newPost(context: Poster, request: SendRequest): Promise<MsgModel> {
  const { page, messageId, queued } = context;
  await requireSeenBySomebody(page);
  const keys = postKeys(page, messageId);
  const [key] = keys;
  refusalsOf(page).forget(key);
  const sending =
    sendUnderWay(page, key) ??
    noteSend(
      page,
      key,
      request.contentType === 'string'
        ? postText(page, key, request)
        : postFile(context, key, request),
    );
  // A text may wait for a connection without end, so both have a deadline.
  const result = isFile(request)
    ? await withinUploadTime(sending)
    : await Promise.race([sending, overdue(page, keys, sending, ackWaitMs(request), queued)]);
  requireSent(page, key, result);
  const post = await findPost(page, messageId);
  if (post === null) {
    throw new Failure('OUTCOME_UNKNOWN');
  }
  return post;
}

/** Sends a post again under its id, if it failed or an earlier page left it unsent. */
async function postedBefore(
  { page, files, pending }: Poster,
  post: MsgModel,
  request: SendRequest,
): Promise<MsgModel> {
  if (isFailed(post) || post.ack === 0) {
    const sending = pending.again(post, () => preparedFile(page, request, files));
    requireSent(page, post.id, await withinUploadTime(sending));
  }
  return post;
}

/** @throws Failure REFUSED_BY_WHATSAPP when nobody would see a status post */
export async function requireSeenBySomebody(page: Page): Promise<void> {
  if (!(await isSeenBySomebody(page))) {
    throw new Failure(
      'REFUSED_BY_WHATSAPP',
      'no saved contact would see it: WhatsApp shows status posts to the address book alone',
    );
  }
}

/**
 * Whether anybody would see a post: a saved contact that is not blocked and not the account itself.
 */
async function isSeenBySomebody(page: Page): Promise<boolean> {
  const { ContactStore, functions } = page.wpp.whatsapp;
  const blocked = blockList(page);
  const isSaved = (id: Wid): boolean =>
    [id, counterpart(page, id)].some((one) => {
      const contact = one === null ? undefined : ContactStore.get(one);
      return (
        contact !== undefined && !functions.getIsMe(contact) && functions.getIsMyContact(contact)
      );
    });
  return (await statusList(page)).some((id) => isSaved(id) && !isBlocked(page, id, blocked));
}

async function findPost(page: Page, id: string): Promise<MsgModel | null> {
  const [byNumber, byLid] = postKeys(page, id);
  return (await ownMessage(page, byNumber)) ?? (await ownMessage(page, byLid));
}

async function postText(
  page: Page,
  messageId: MsgKey,
  { content, options }: Extract<SendRequest, { contentType: 'string' }>,
): Promise<SendResult | null | undefined> {
  const { backgroundColor, fontStyle, font } = options?.extra ?? {};
  const { sendMsgResult } = await page.wpp.status.sendTextStatus(content, {
    messageId,
    waitForAck: true,
    backgroundColor: isColour(backgroundColor) ? backgroundColor : defaultColour,
    font: Number(fontStyle ?? font ?? 0),
  });
  return sendMsgResult as SendResult | null | undefined;
}

function isColour(value: unknown): value is string | number {
  return typeof value === 'number' || /^#[0-9a-f]{6}$/i.test(String(value));
}

async function postFile(
  { page, files }: Pick<Context, 'page' | 'files'>,
  key: MsgKey,
  request: SendRequest,
): Promise<SendResult | undefined> {
  if (request.contentType !== 'MessageMedia' && request.contentType !== 'MessageMediaFromURL') {
    throw new Failure('REFUSED_BY_WHATSAPP', notTaken);
  }
  const file = await fileOf(request.content, files);
  const { type } = kind(file.type, request.options ?? {});
  if (type !== 'image' && type !== 'video') {
    throw new Failure('REFUSED_BY_WHATSAPP', notTaken);
  }
  if (type === 'image') {
    await requireImage(file, 'content');
  }
  // As wa-js does: status posts need no chat in the list.
  const { ChatModel } = page.wpp.whatsapp;
  const chat = new ChatModel({ id: key.remote });
  const caption = request.options?.caption ?? undefined;
  return sendFileTo(page, chat, file, { maxDimension: 1600 }, caption, { id: key });
}
