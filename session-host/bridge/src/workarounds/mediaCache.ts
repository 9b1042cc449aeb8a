import type { MsgModel, Page } from '../page';
import type { Prepared } from './mediaPrep';

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

interface Media {
  registerMsg?: (message: MsgModel) => void;
}

/**
 * `WAWebMedia.registerMsg`: gives a message with a file its media object, which the client needs for
 * an upload. After a reload an unsent message has none, because it is not `local`: the client assumes
 * that the phone sends it. wa-js has nothing similar.
 */
export function takeForOwn(page: Page, message: MsgModel): void {
  const own = message as { local?: boolean; mediaObject?: unknown };
  own.local = true;
  if (!own.mediaObject) {
    page.module<Media>('WAWebMedia')?.registerMsg?.(message);
  }
}

interface Upload {
  getBlobFromMediaObject?: (media: unknown) => Blob | undefined;
}

/**
 * `WAWebMediaMmsV4Upload.getBlobFromMediaObject`: the file that WhatsApp would upload for a message;
 * undefined if the page does not have it. wa-js has nothing similar.
 */
export function bytesOf(page: Page, message: MsgModel): Blob | undefined {
  const { mediaObject } = message as { mediaObject?: unknown };
  const upload = page.module<Upload>('WAWebMediaMmsV4Upload');
  return mediaObject ? upload?.getBlobFromMediaObject?.(mediaObject) : undefined;
}

/**
 * `InMemoryMediaBlobCache.put`: WhatsApp takes the file of a repeated upload from this cache. A reloaded
 * page has the message without its file.
 */
export function putBytes(page: Page, message: MsgModel, { blob, filehash }: Prepared): void {
  if (filehash !== undefined && filehash !== message.filehash) {
    // Another browser version prepared it otherwise. WhatsApp then uses the new hash.
    message.set({ filehash, size: blob.size } as Parameters<MsgModel['set']>[0]);
  }
  const cache = page.wpp.whatsapp.MediaBlobCache as unknown as
    | { put?: (hash: string, blob: Blob) => void }
    | undefined;
  cache?.put?.(`${message.filehash}`, blob);
}
