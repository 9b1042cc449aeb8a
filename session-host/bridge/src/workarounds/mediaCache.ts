import type { Page } from '../page';

/**
 * `WAWebMediaInMemoryBlobCache.InMemoryMediaBlobCache.clear`: WhatsApp's page keeps up to 250 MB of
 * downloaded files for a screen that does not exist here. wa-js does not clear it.
 */
export function forgetDownloads(page: Page): void {
  const cache = page.wpp.whatsapp.MediaBlobCache as { clear?: () => void } | undefined;
  try {
    cache?.clear?.();
  } catch {
    // A failure only costs memory.
  }
}
