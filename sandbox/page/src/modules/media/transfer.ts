import { define } from '../../loader/define';
import { fetchPageConfig } from '../../session/pageOptions';
import { encodeB64 } from '../library/base64';
import { unixTime } from '../library/time';
import type { OpaqueData } from './opaqueData';
import { files, inMemory } from './stores';

/** The location of a file, with the names of a message's attributes. */
export interface MediaEntry {
  directPath: string;
  filehash: string;
  encFilehash: string;
  mediaKey: string;
  mediaKeyTimestamp: number;
}

interface Upload {
  mediaType: string;
  blob: Blob;
  filehash: string;
}

/** A message's file: its hash, and its bytes while they are in memory. */
export interface MediaObject {
  filehash: string;
  mediaBlob: OpaqueData | undefined;
}

export async function filehashOf(blob: Blob): Promise<string> {
  return encodeB64(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
}

/**
 * Passes a file to the media servers, which store it unchanged: the key exists only because all
 * code expects one. wa-js hooks this.
 */
export const transfers = define('WAWebMediaMmsV4Upload', {
  uploadMedia: async ({ blob, filehash }: Upload): Promise<MediaEntry> => {
    if ((await fetchPageConfig()).uploadsHang) {
      return new Promise(() => undefined);
    }
    const response = await fetch('/media', { method: 'POST', body: blob });
    if (!response.ok) {
      throw new Error(`Upload refused: ${response.status}`);
    }
    const { directPath } = (await response.json()) as { directPath: string };
    return {
      directPath,
      filehash,
      encFilehash: filehash,
      mediaKey: encodeB64(crypto.getRandomValues(new Uint8Array(32))),
      mediaKeyTimestamp: unixTime(),
    };
  },

  /** The bytes for an upload, if they are in memory. */
  getBlobFromMediaObject: ({ filehash, mediaBlob }: MediaObject): Blob | undefined =>
    mediaBlob?.formData() ?? inMemory.get(filehash),
});

/**
 * Loads a file into the page's store. False when the servers do not have it, or have another file.
 */
export async function download(directPath: string, filehash: string): Promise<boolean> {
  if (files.getBlob(filehash) !== undefined) {
    return true;
  }
  const response = await fetch(directPath);
  if (!response.ok) {
    return false;
  }
  const blob = await response.blob();
  if ((await filehashOf(blob)) !== filehash) {
    return false;
  }
  files.putBlob(filehash, blob);
  inMemory.put(filehash, blob);
  return true;
}
