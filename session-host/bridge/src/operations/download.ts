import type { Page } from '../page';
import { isSending } from '../send/underWay';
import { forgetDownloads } from '../workarounds';

/**
 * A message's file, which WhatsApp's page does not keep in memory any more. The browser may keep the blob
 * itself on disk.
 *
 * @throws what wa-js throws, with its `code`
 */
export async function downloaded(page: Page, messageId: string): Promise<Blob> {
  const file = await page.wpp.chat.downloadMedia(messageId);
  // A send may still read its own from there.
  if (!isSending(page)) {
    forgetDownloads(page);
  }
  return file;
}
