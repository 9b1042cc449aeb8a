import { records } from '../../store/storage';
import { type MediaEntry, transfers } from '../media/transfer';
import type { Msg } from './msg';

/**
 * Uploads the file of a stored message, unless it is on the media servers already.
 *
 * @throws Error if the file is neither in memory nor on the servers, or the upload fails
 */
export async function resumeUpload(msg: Msg): Promise<Msg> {
  const { mediaObject, type: mediaType } = msg;
  if (mediaObject === undefined) {
    throw new Error('A message without a file');
  }
  if (msg.directPath !== undefined) {
    return msg;
  }
  const blob = transfers.getBlobFromMediaObject(mediaObject);
  if (blob === undefined) {
    throw new Error('A file that is not in memory, and on no server');
  }
  const { filehash } = mediaObject;
  return uploaded(msg, await transfers.uploadMedia({ mediaType, blob, filehash }));
}

/** Stores where a message's file is, in memory and in the database. */
export async function uploaded(msg: Msg, entry: MediaEntry): Promise<Msg> {
  msg.set({ ...entry });
  msg.isUnsentMedia = false;
  await records().updateMessage(msg.id.toString(), (kept) => ({
    ...kept,
    attributes: { ...kept.attributes, ...entry },
  }));
  return msg;
}
