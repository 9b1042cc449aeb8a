import { Failure, failureOf } from '../failure';
import type { ChatModel, MsgKey, MsgModel, Page, Wid } from '../page';
import { anew } from './anew';
import { asked } from './asked';

/**
 * `MsgCollection.getMessagesById`: reads WhatsApp's database by key. wa-js's `getMessageById` loads
 * a part of the history around the key instead, so it is only the fallback if the former is
 * missing: an earlier send must be found, or it would be sent again.
 */
export async function messagesByKeys(page: Page, keys: readonly MsgKey[]): Promise<MsgModel[]> {
  const texts = keys.map((key) => key.toString());
  const store = page.wpp.whatsapp.MsgStore as { getMessagesById?: (ids: string[]) => unknown };
  if (typeof store.getMessagesById !== 'function') {
    return (await Promise.all(texts.map((key) => messageByKey(page, key)))).flat();
  }
  const found = (await asked(Promise.resolve(store.getMessagesById(texts)))) as {
    messages?: (MsgModel | undefined)[];
  };
  return (found.messages ?? []).filter(
    (message): message is MsgModel => message !== undefined && texts.includes(String(message.id)),
  );
}

async function messageByKey(page: Page, key: string): Promise<MsgModel[]> {
  try {
    return [await asked(page.wpp.chat.getMessageById(key))];
  } catch (error) {
    if (failureOf(error).code === 'MESSAGE_NOT_FOUND') {
      return [];
    }
    throw error;
  }
}

/**
 * `WAWebDBMessageFindLocal.msgFindByDirection`: the messages of a chat before a key, or the newest
 * without one, from WhatsApp's database. wa-js's `chat.getMessages` always starts at the chat's
 * last message, and finds nothing if the database does not have it.
 */
export async function messagesBefore(
  page: Page,
  chat: Wid,
  count: number,
  anchor: MsgKey | undefined,
): Promise<MsgModel[]> {
  const { functions, MsgModel: Model, MsgStore } = page.wpp.whatsapp;
  const find = functions.msgFindByDirection as unknown as (query: object) => Promise<Rows>;
  const rows = await asked(
    find({ anchor: anchor ?? { remote: chat }, count, direction: 'before' }),
  );
  return (rows.messages ?? []).map((row) => MsgStore.get(row.id) ?? new Model(row));
}

/** Messages as stored in the database. */
interface Rows {
  messages?: (ConstructorParameters<Page['wpp']['whatsapp']['MsgModel']>[0] & { id: MsgKey })[];
}

/** The server's answer about an order; amounts in thousandths of the currency's unit. */
export interface OrderDetails {
  products?: {
    id: string;
    price?: number | null;
    thumbnailUrl?: string | null;
    currency?: string | null;
    name: string;
    quantity?: number | null;
  }[];
  subtotal?: number | null;
  total?: number | null;
  currency?: string | null;
  createdAt?: number | null;
}

const thumbnailPixels = 80;

/**
 * `WAWebBizQueryOrderJob.queryOrder`: now takes one object, and wa-js's `order.get` still passes
 * four arguments; it also knows only messages in memory. Some versions require the seller.
 */
export async function queryOrder(page: Page, message: MsgModel): Promise<OrderDetails | null> {
  const query = page.wpp.whatsapp.functions.queryOrder as unknown as (
    order: object,
  ) => Promise<OrderDetails | null>;
  return asked(
    query({
      orderId: message.orderId,
      token: message.token,
      sellerJid: message.sellerJid,
      width: thumbnailPixels,
      height: thumbnailPixels,
    }),
  );
}

interface Capabilities {
  canSenderRevokeMsg?: (message: MsgModel) => boolean;
  canAdminRevokeMsg?: (message: MsgModel) => boolean;
}

/** A selection of messages in a chat, for the functions that change them. */
interface Selection {
  type: 'message';
  list: MsgModel[];
}

interface ChatActions {
  sendStarMsgs?: (chat: ChatModel, messages: MsgModel[], starred: boolean) => Promise<unknown>;
  sendRevokeMsgs?: (
    chat: ChatModel,
    selection: Selection,
    options: { clearMedia: boolean },
  ) => Promise<unknown>;
  sendDeleteMsgs?: (wanted: {
    chat_: ChatModel;
    clearMedia: boolean;
    record: Selection;
  }) => Promise<unknown>;
}

/**
 * `WAWebChatSendMessages`: wa-js's `chat.deleteMessage` and `chat.starMessage` only ask the main
 * interface (`Cmd`), which does nothing while it is not mounted.
 */
function chatActions(page: Page): ChatActions {
  return page.module<ChatActions>('WAWebChatSendMessages') ?? {};
}

/**
 * Deletes a message. If WhatsApp does not allow deleting it for everybody, it is deleted for this
 * account.
 *
 * @returns the results of a deletion for everybody
 * @throws Failure UNAVAILABLE_IN_THIS_VERSION
 */
export async function deleteMessage(
  page: Page,
  chat: ChatModel,
  message: MsgModel,
  everyone: boolean,
  clearMedia: boolean,
): Promise<unknown> {
  const record: Selection = { type: 'message', list: [message] };
  const can = page.module<Capabilities>('WAWebMsgActionCapability');
  const forAll =
    everyone && Boolean(can?.canSenderRevokeMsg?.(message) || can?.canAdminRevokeMsg?.(message));
  const { sendRevokeMsgs, sendDeleteMsgs } = chatActions(page);
  anew(chat, 'sendRevokeMsgs', 'sendDeleteMsgs');
  if (forAll && sendRevokeMsgs !== undefined) {
    return sendRevokeMsgs(chat, record, { clearMedia });
  }
  if (!forAll && sendDeleteMsgs !== undefined) {
    await sendDeleteMsgs({ chat_: chat, clearMedia, record });
    return undefined;
  }
  throw new Failure('UNAVAILABLE_IN_THIS_VERSION');
}

/** @throws Failure UNAVAILABLE_IN_THIS_VERSION */
export async function starMessage(
  page: Page,
  chat: ChatModel,
  message: MsgModel,
  starred: boolean,
): Promise<void> {
  const { sendStarMsgs } = chatActions(page);
  if (sendStarMsgs === undefined) {
    throw new Failure('UNAVAILABLE_IN_THIS_VERSION');
  }
  anew(chat, 'sendStarMsgs');
  await sendStarMsgs(chat, [message], starred);
}

/**
 * `WAWebResendMsgAction.resendMsg`: sends a failed message again under its id; wa-js has nothing
 * similar. It ignores messages that are not marked as failed, such as those that a reloaded page
 * finds unsent. So the message is marked during the call. If the function is missing, the message
 * stays unchanged. A file must be in memory (see `putBytes`) or on WhatsApp's servers.
 *
 * @returns the result in WhatsApp's word; undefined for a file that failed again
 */
export async function resend(page: Page, message: MsgModel): Promise<string | undefined> {
  const action = page.module<{ resendMsg?: (message: MsgModel) => Promise<string | undefined> }>(
    'WAWebResendMsgAction',
  );
  if (action?.resendMsg === undefined) {
    return undefined;
  }
  message.isSendFailure = true;
  const sending = action.resendMsg(message);
  // It is being sent now, so it must not look failed.
  message.isSendFailure = false;
  return sending;
}

/** A page of the results of WhatsApp's own search. */
interface Found {
  messages?: MsgModel[];
  canceled?: boolean;
}

/**
 * `MsgCollection.search`: wa-js has no search for texts. WhatsApp aborts a search when another one
 * starts, and reports it.
 */
export async function search(
  page: Page,
  query: string,
  pageNumber: number | undefined,
  count: number | undefined,
  chat: Wid | undefined,
): Promise<Found> {
  const { MsgStore } = page.wpp.whatsapp;
  return (await asked(MsgStore.search(query, pageNumber, count, chat))) as Found;
}
