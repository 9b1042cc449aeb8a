import type { Page } from '../page';
import { isSending } from '../pending/underWay';
import { forgetDownloads } from '../workarounds';

/** The number of running downloads by page. */
const downloads = new WeakMap<Page, number>();

/**
 * Makes WhatsApp's page drop the files that it keeps in memory, unless a download or a send may
 * still read one; the last of them to end does it.
 */
export function forgetFiles(page: Page): void {
  if ((downloads.get(page) ?? 0) === 0 && !isSending(page)) {
    forgetDownloads(page);
  }
}

/** Counts a download until it ends, in any way. */
export async function whileDownloading<T>(page: Page, download: Promise<T>): Promise<T> {
  downloads.set(page, (downloads.get(page) ?? 0) + 1);
  try {
    return await download;
  } finally {
    downloads.set(page, (downloads.get(page) ?? 1) - 1);
    forgetFiles(page);
  }
}
