import { failureOf } from '../failure';
import { messageIn } from '../ids/messages';
import { base64Of } from '../media/blob';
import type { MsgModel, Page } from '../page';
import type { Some } from './types';

export const media: Some<'messageDownloadMedia'> = {
  async messageDownloadMedia({ chatId, messageId }, { page }) {
    const message = await messageIn(page, chatId, messageId);
    const blob = await fileOf(page, message);
    if (blob === null) {
      return { success: true };
    }
    const { mimetype, filename } = message;
    const messageMedia = {
      mimetype: mimetype || blob.type || 'application/octet-stream',
      data: await base64Of(blob),
      ...(filename ? { filename } : {}),
      filesize: blob.size,
    };
    return { success: true, messageMedia };
  },
};

/** A message's file; null when it has none, or WhatsApp's servers do not have it any more. */
async function fileOf(page: Page, message: MsgModel): Promise<Blob | null> {
  if (!message.directPath) {
    return null;
  }
  try {
    return await page.wpp.chat.downloadMedia(message.id.toString());
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === 'media_not_found' || code === 'message_not_contains_media') {
      return null;
    }
    throw failureOf(error);
  }
}
