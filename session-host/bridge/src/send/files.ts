import type { Page } from '../page';
import { forgetDownloads } from '../workarounds';
import { isSending } from './underWay';

/** How many downloads of a page have not ended. */
const downloads = new WeakMap<Page, number>();

/**
 * Has WhatsApp's page forget the files that it keeps in memory, unless a download or a send of it may still
 * read its own from there: whoever ends last does it.
 */
export function forgetFiles(page: Page): void {
  if ((downloads.get(page) ?? 0) === 0 && !isSending(page)) {
    forgetDownloads(page);
  }
}

/** Counts a download until it ends, however it does. */
export async function whileDownloading<T>(page: Page, download: Promise<T>): Promise<T> {
  downloads.set(page, (downloads.get(page) ?? 0) + 1);
  try {
    return await download;
  } finally {
    downloads.set(page, (downloads.get(page) ?? 1) - 1);
    forgetFiles(page);
  }
}
