import { base64Of } from '../base64';
import { FileAnswer, written } from '../call/fileAnswer';
import { Failure, failureOf } from '../failure';
import { messageIn } from '../ids/messages';
import type { MsgModel, Page } from '../page';
import { downloaded } from './download';
import type { OperationsOf } from './types';

/** The largest file that the page can hold; WhatsApp allows up to 2 GB. */
const largestFile = 64 * 1024 * 1024;

/** A multiple of three, so that the pieces' base64 can be concatenated. */
const pieceBytes = 768 * 1024;

export const media: OperationsOf<'messageDownloadMedia' | 'messageDownloadMediaAsData'> = {
  async messageDownloadMedia({ chatId, messageId }, { page }) {
    const message = await messageIn(page, chatId, messageId);
    const blob = await fileOf(page, message);
    if (blob === null) {
      return { success: true };
    }
    const { filename } = message;
    const about = {
      mimetype: typeOf(message, blob),
      ...(filename ? { filename } : {}),
      filesize: blob.size,
    };
    if (blob.size <= pieceBytes) {
      return { success: true, messageMedia: { ...about, data: await base64Of(blob) } };
    }
    return inPieces({ success: true, messageMedia: { ...about, data: '' } }, blob);
  },

  async messageDownloadMediaAsData({ chatId, messageId }, { page }) {
    const message = await messageIn(page, chatId, messageId);
    const blob = await fileOf(page, message);
    if (blob === null) {
      throw new Failure('MEDIA_NOT_FOUND');
    }
    return new FileAnswer(blob, typeOf(message, blob), message.filename || undefined);
  },
};

function typeOf(message: MsgModel, blob: Blob): string {
  return message.mimetype || blob.type || 'application/octet-stream';
}

/**
 * The answer with the file's base64 as its last text, written in pieces so that it is never a
 * single text in the page's heap.
 */
async function inPieces<Answer extends object>(answer: Answer, blob: Blob): Promise<Answer> {
  const parts: Blob[] = [];
  for (let from = 0; from < blob.size; from += pieceBytes) {
    parts.push(new Blob([await base64Of(blob.slice(from, from + pieceBytes))]));
  }
  const json = JSON.stringify(answer);
  const end = json.lastIndexOf('"');
  return written(answer, new Blob([json.slice(0, end), ...parts, json.slice(end)]));
}

/** A message's file; null when it has none, or WhatsApp's servers no longer have it. */
async function fileOf(page: Page, message: MsgModel): Promise<Blob | null> {
  if (!message.directPath) {
    return null;
  }
  if (Number(message.size ?? 0) > largestFile) {
    throw new Failure('INVALID_FIELD', 'messageId: its file is larger than 64 MB');
  }
  try {
    return await downloaded(page, message.id.toString());
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === 'media_not_found' || code === 'message_not_contains_media') {
      return null;
    }
    throw failureOf(error);
  }
}
