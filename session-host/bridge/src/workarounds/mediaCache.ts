import type { Page } from '../page';

/**
 * `WAWebMediaInMemoryBlobCache.InMemoryMediaBlobCache.clear`: WhatsApp's page keeps up to 250 MB of the files
 * that it has downloaded, for a screen that nobody looks at. wa-js does not clear it.
 */
export function forgetDownloads(page: Page): void {
  const cache = page.wpp.whatsapp.MediaBlobCache as { clear?: () => void } | undefined;
  try {
    cache?.clear?.();
  } catch {
    // What stays in it costs memory and nothing else.
  }
}
