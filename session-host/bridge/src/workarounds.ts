import { failureOf } from './failure';
import type { ChatModel, MsgKey, MsgModel, Page, Wid } from './page';

/*
 * Everything that goes past wa-js to WhatsApp's own modules, each with its reason. To be reviewed at
 * every upgrade of wa-js: what it does right by then goes away here. (The models' own attributes are
 * read in shapes/.) Names as in WhatsApp Web 2.3000.1044822804, reasons as of wa-js 4.6.0.
 */

/**
 * `WAWebCompanionRegClientUtils.DEVICE_PLATFORM`: the QR code's fifth part, which wa-js's
 * `getAuthCode` leaves out. Null when the page does not have it: phones accept four parts too.
 */
export function devicePlatform(page: Page): string | null {
  const utils = page.module<{ DEVICE_PLATFORM?: string }>('WAWebCompanionRegClientUtils');
  return utils?.DEVICE_PLATFORM ?? null;
}

/**
 * `WAWebLaunchSocketUtils.refreshQR`, or the backend's event for it: wa-js's `conn.refreshQR` calls
 * `Cmd.refreshQR`, which is gone. Without either a reload brings a new code.
 */
export function refreshQr(page: Page): void {
  const launch = page.module<{ refreshQR?: () => unknown }>('WAWebLaunchSocketUtils');
  const bus = page.wpp.whatsapp.BackendEventBus as unknown as
    | { triggerRefreshQR?: () => unknown }
    | undefined;
  if (typeof launch?.refreshQR === 'function') {
    launch.refreshQR();
  } else if (typeof bus?.triggerRefreshQR === 'function') {
    bus.triggerRefreshQR();
  } else {
    page.window.location.reload();
  }
}

/**
 * `WAWebAltDeviceLinkingApi.initializeQRLinking`: back from pairing by code to pairing by QR, as the
 * client does when its user changes over. wa-js only knows the way there.
 */
export async function initializeQrLinking(page: Page): Promise<void> {
  const linking = page.module<{ initializeQRLinking?: () => unknown }>('WAWebAltDeviceLinkingApi');
  await linking?.initializeQRLinking?.();
}

/**
 * `WAComms.getMsSinceLastInboundRx`: how long the server has been silent, the best proof of life there
 * is; wa-js has nothing like it. Null before there is a connection.
 */
export function msSinceServerSpoke(page: Page): number | null {
  const comms = page.module<{ getMsSinceLastInboundRx?: () => unknown }>('WAComms');
  try {
    const ms = comms?.getMsSinceLastInboundRx?.();
    return typeof ms === 'number' && Number.isFinite(ms) ? ms : null;
  } catch {
    // It throws as long as there is no connection to ask.
    return null;
  }
}

/**
 * `WAWebUpdateUnreadChatAction.sendSeen`: wa-js's `chat.markIsRead` compares versions first, by a
 * constant that none of the bound modules has, and so fails in the narrowed view.
 */
export async function sendSeen(page: Page, chat: ChatModel): Promise<void> {
  await page.wpp.whatsapp.functions.sendSeen({ chat, afterAvailable: false });
}

/**
 * `WAWebQueryExistsJob.queryWidExists`: wa-js's `contact.queryWidExists` answers from its contacts and
 * from a cache first, and turns errors into "not registered".
 */
export async function queryExists(page: Page, wid: Wid): Promise<{ wid: Wid } | null> {
  return (await page.wpp.whatsapp.functions.queryWidExists(wid)) ?? null;
}

/**
 * `MsgCollection.getMessagesById`: reads WhatsApp's database by key. wa-js's `getMessageById` loads a
 * stretch of history around the key instead, so it is only the way out when the former is gone: what
 * was sent before must be found, or it would be sent again.
 */
export async function messagesByKeys(page: Page, keys: readonly MsgKey[]): Promise<MsgModel[]> {
  const texts = keys.map((key) => key.toString());
  const store = page.wpp.whatsapp.MsgStore as { getMessagesById?: (ids: string[]) => unknown };
  if (typeof store.getMessagesById !== 'function') {
    return (await Promise.all(texts.map((key) => messageByKey(page, key)))).flat();
  }
  const found = (await store.getMessagesById(texts)) as { messages?: (MsgModel | undefined)[] };
  return (found.messages ?? []).filter(
    (message): message is MsgModel => message !== undefined && texts.includes(String(message.id)),
  );
}

async function messageByKey(page: Page, key: string): Promise<MsgModel[]> {
  try {
    return [await page.wpp.chat.getMessageById(key)];
  } catch (error) {
    if (failureOf(error).code === 'MESSAGE_NOT_FOUND') {
      return [];
    }
    throw error;
  }
}
