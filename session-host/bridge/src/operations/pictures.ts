import { Failure, failureOf, isAccepted } from '../failure';
import { type Group, groupOf, requireMayEdit } from '../ids/groups';
import { widOf } from '../ids/wids';
import { fileOf, requireImage } from '../media/file';
import { counterpart } from '../models/counterpart';
import type { Page, Wid } from '../page';
import { asked } from '../workarounds';
import type { OperationsOf } from './types';

export const pictures: OperationsOf<
  | 'clientSetProfilePicture'
  | 'clientDeleteProfilePicture'
  | 'clientGetProfilePicUrl'
  | 'contactGetProfilePicUrl'
  | 'groupChatSetPicture'
  | 'groupChatDeletePicture'
> = {
  async clientSetProfilePicture({ mediaId, pictureMimetype, pictureData }, { page, files }) {
    const picture = await pictureOf({ mediaId, pictureData }, pictureMimetype, files);
    const result = await isTaken(page.wpp.profile.setMyProfilePicture(picture));
    return { success: true, result };
  },

  async clientDeleteProfilePicture(_args, { page }) {
    return { success: true, result: await isTaken(page.wpp.profile.removeMyProfilePicture()) };
  },

  async clientGetProfilePicUrl({ contactId }, { page }) {
    const url = await pictureUrl(page, contactId);
    return url === null ? { success: true } : { success: true, result: url };
  },

  async contactGetProfilePicUrl({ contactId }, { page }) {
    return { success: true, result: await pictureUrl(page, contactId) };
  },

  async groupChatSetPicture({ chatId, mediaId, pictureData, ...types }, { page, files }) {
    const mimetype = types.pictureMimetype ?? types.pictureMimeType;
    if (mediaId === undefined && mimetype === undefined) {
      throw new Failure('INVALID_FIELD', 'pictureMimetype: is missing');
    }
    const picture = await pictureOf({ mediaId, pictureData }, mimetype, files);
    const group = await groupOf(page, chatId);
    if (!mayEdit(group)) {
      return { success: true, result: false };
    }
    const result = await isTaken(page.wpp.group.setIcon(group.chat.id.toString(), picture));
    return { success: true, result };
  },

  async groupChatDeletePicture({ chatId }, { page }) {
    const group = await groupOf(page, chatId);
    const removed = (): Promise<boolean> => page.wpp.group.removeIcon(group.chat.id.toString());
    return { success: true, result: mayEdit(group) && (await isTaken(removed())) };
  },
};

/**
 * As in the original API, a picture that WhatsApp's server refuses is an answer and not an error.
 */
async function isTaken(change: Promise<boolean | { status: number }>): Promise<boolean> {
  try {
    const answer = await change;
    return typeof answer === 'boolean' ? answer : isAccepted(answer.status);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code === 'REFUSED_BY_WHATSAPP') {
      return false;
    }
    throw failure;
  }
}

/** As in the original API, a missing permission for a picture is an answer and not an error. */
function mayEdit(group: Group): boolean {
  try {
    requireMayEdit(group);
    return true;
  } catch (error) {
    if (failureOf(error).code === 'REFUSED_BY_WHATSAPP') {
      return false;
    }
    throw error;
  }
}

/**
 * A caller's picture for wa-js, which documents a data URL but also accepts a file; so it need not
 * be written in base64 again.
 *
 * @param mimetype the caller's type; by default that of the upload
 * @throws Failure INVALID_FIELD for a file that the browser cannot read
 */
async function pictureOf(
  { mediaId, pictureData }: { mediaId?: unknown; pictureData?: unknown },
  mimetype: string | undefined,
  files: readonly File[],
): Promise<string> {
  const file = await fileOf(mediaId ?? pictureData, files, 'picture', mimetype);
  await requireImage(file, mediaId === undefined ? 'pictureData' : 'mediaId');
  return file as unknown as string;
}

/** The URL of a person's or group's picture, under either id of a person. */
async function pictureUrl(page: Page, contactId: string): Promise<string | null> {
  const wid = widOf(page, contactId, 'contactId');
  const other = counterpart(page, wid);
  return (await urlOf(page, wid)) ?? (other === null ? null : urlOf(page, other));
}

async function urlOf(page: Page, wid: Wid): Promise<string | null> {
  try {
    const found = await asked(page.wpp.whatsapp.ProfilePicThumbStore.find(wid));
    const eurl = found?.eurl;
    return typeof eurl === 'string' && eurl !== '' ? eurl : null;
  } catch (error) {
    const failure = failureOf(error);
    // No picture, hidden, or an unknown person: the server refuses in each case.
    if (failure.code === 'REFUSED_BY_WHATSAPP' || failure.code === 'CHAT_NOT_FOUND') {
      return null;
    }
    throw failure;
  }
}
