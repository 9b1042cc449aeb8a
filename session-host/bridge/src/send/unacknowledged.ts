import { KeptKeys } from '../keptKeys';
import type { MsgModel, Page } from '../page';
import { messagesByKeys, resend } from '../workarounds';
import { isFailed } from './result';
import { noteSend, type Send, sendUnderWay } from './underWay';

/**
 * The storage key of messages that were answered as pending. They are stored with the profile,
 * beside WhatsApp's data. The page sends them for as long as it lives; a reloaded page knows
 * nothing of them.
 */
const storageKey = 'griot.unacknowledged';

/** The messages' keys with the end of the time in which each may be sent, in unix ms. */
const kept = (page: Page): KeptKeys => new KeptKeys(page.window, storageKey);

/** Stores an unacknowledged message until it is acknowledged or has failed. */
export function rememberUnacknowledged(page: Page, message: MsgModel, untilMs: number): void {
  if (isOver(message)) {
    return;
  }
  const key = message.id.toString();
  kept(page).keep(key, untilMs);
  const look = (): void => {
    if (isOver(message)) {
      message.off('change:ack', look);
      message.off('change:isSendFailure', look);
      kept(page).forget(key);
    }
  };
  message.on('change:ack', look);
  message.on('change:isSendFailure', look);
}

/**
 * Sends, once in this page, the messages that an earlier page left unsent, each under its own id.
 */
export async function sendForgotten(page: Page, nowMs: number): Promise<void> {
  const { MsgKey, MsgStore } = page.wpp.whatsapp;
  for (const [text, untilMs] of Object.entries(kept(page).all())) {
    const message =
      nowMs < untilMs
        ? (MsgStore.get(MsgKey.fromString(text)) ?? (await loaded(page, text)))
        : undefined;
    if (message === undefined || isOver(message)) {
      kept(page).forget(text);
    } else {
      // Kept until the send has ended: it begins by marking the message as failed, and it may never
      // end.
      const ended = (): void => settled(page, message, text, untilMs);
      sendAgain(page, message).then(ended, ended);
    }
  }
}

function settled(page: Page, message: MsgModel, key: string, untilMs: number): void {
  if (isOver(message)) {
    kept(page).forget(key);
  } else {
    rememberUnacknowledged(page, message, untilMs);
  }
}

/** Whether the server has a message, or it failed. */
function isOver(message: MsgModel): boolean {
  return message.ack !== 0 || isFailed(message);
}

async function loaded(page: Page, key: string): Promise<MsgModel | undefined> {
  const [message] = await messagesByKeys(page, [page.wpp.whatsapp.MsgKey.fromString(key)]);
  return message;
}

/** Sends a message again, unless this page is already sending it. */
export function sendAgain(page: Page, message: MsgModel): Send {
  const { id } = message;
  return sendUnderWay(page, id) ?? noteSend(page, id, resend(page, message));
}
