import type { Page } from '../page';
import { whileDownloading } from '../send/files';

/**
 * A message's file, which WhatsApp's page no longer keeps in memory. The browser may keep the blob
 * on disk.
 *
 * @throws what wa-js throws, with its `code`
 */
export function downloaded(page: Page, messageId: string): Promise<Blob> {
  return whileDownloading(page, page.wpp.chat.downloadMedia(messageId));
}
