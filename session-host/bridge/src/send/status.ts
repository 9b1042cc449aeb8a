import { Failure } from '../failure';
import { ownMessage } from '../ids/messages';
import { fileOf, requireImage } from '../media/file';
import type { Context } from '../operations/types';
import type { MsgKey, MsgModel, Page } from '../page';
import { adaptStatusSender, sendFileTo, statusAudience } from '../workarounds';
import { captioned } from './index';
import { kind, withinUploadTime } from './media';
import type { SendRequest } from './types';

export const statusId = 'status@broadcast';

/** The colour that WhatsApp gives a text by default. */
const defaultColour = '#7acca5';

const notTaken = 'status posts do not take this content';

/**
 * Posts a text, a picture or a video to the account's status, or finds it posted: a command may be
 * delivered again.
 *
 * @throws Failure REFUSED_BY_WHATSAPP for other content, and when nobody would see it
 */
export async function postStatus(
  context: Pick<Context, 'page' | 'messageId' | 'files'>,
  asked: SendRequest,
): Promise<MsgModel> {
  const { page, messageId } = context;
  const request = captioned(asked);
  const known = await posted(page, messageId);
  if (known !== null) {
    return known;
  }
  if (!adaptStatusSender(page)) {
    throw new Failure('UNAVAILABLE_IN_THIS_VERSION', 'chatId: status posts');
  }
  if ((await statusAudience(page)) === 0) {
    throw new Failure('REFUSED_BY_WHATSAPP', 'no contact would see it');
  }
  const [key] = keys(page, messageId);
  const result =
    request.contentType === 'string'
      ? await postText(page, key, request)
      : await postFile(context, key, request);
  if (result !== undefined && result !== 'OK') {
    throw new Failure('REFUSED_BY_WHATSAPP', `${result}`);
  }
  const made = await posted(page, messageId);
  if (made === null) {
    throw new Failure('OUTCOME_UNKNOWN');
  }
  return made;
}

/** The keys that a post may have: WhatsApp names its author by number or by LID. */
function keys(page: Page, id: string): [MsgKey, MsgKey] {
  const { MsgKey } = page.wpp.whatsapp;
  const remote = page.wpp.util.createWid(statusId);
  if (remote === undefined) {
    throw new Failure('PAGE_FAILED', 'status_id');
  }
  const by = (participant: ReturnType<typeof page.wpp.conn.getMyUserWid>) =>
    new MsgKey({ fromMe: true, remote, id, participant });
  return [by(page.wpp.conn.getMyUserWid()), by(page.wpp.conn.getMyUserLid())];
}

async function posted(page: Page, id: string): Promise<MsgModel | null> {
  const [byNumber, byLid] = keys(page, id);
  return (await ownMessage(page, byNumber)) ?? (await ownMessage(page, byLid));
}

async function postText(
  page: Page,
  messageId: MsgKey,
  { content, options }: Extract<SendRequest, { contentType: 'string' }>,
): Promise<string | undefined> {
  const { backgroundColor, fontStyle, font } = options?.extra ?? {};
  const { sendMsgResult } = await page.wpp.status.sendTextStatus(content, {
    messageId,
    waitForAck: true,
    backgroundColor: isColour(backgroundColor) ? backgroundColor : defaultColour,
    font: Number(fontStyle ?? font ?? 0),
  });
  return sendMsgResult?.messageSendResult as string | undefined;
}

function isColour(value: unknown): value is string | number {
  return typeof value === 'number' || /^#[0-9a-f]{6}$/i.test(String(value));
}

async function postFile(
  { page, files }: Pick<Context, 'page' | 'files'>,
  key: MsgKey,
  request: SendRequest,
): Promise<string | undefined> {
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
  // As wa-js does: status posts need no chat on the list.
  const { ChatModel } = page.wpp.whatsapp;
  const chat = new ChatModel({ id: key.remote });
  const caption = request.options?.caption ?? undefined;
  return withinUploadTime(
    sendFileTo(page, chat, file, { maxDimension: 1600 }, caption, { id: key }),
  );
}
