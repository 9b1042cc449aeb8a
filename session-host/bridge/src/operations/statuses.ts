import { Failure } from '../failure';
import { messageIn, statusId } from '../ids/messages';
import { phoneNumberOrSelf } from '../ids/wids';
import { plainWid } from '../models/plain';
import type { MsgModel, Page } from '../page';
import { asked, revokeStatus } from '../workarounds';
import type { OperationsOf } from './types';

/** Operations on the account's own status posts. */
export const statuses: OperationsOf<'clientGetStatusViewers' | 'clientRevokeStatusMessage'> = {
  async clientGetStatusViewers({ messageId }, { page }) {
    const post = await ownPost(page, messageId);
    const { participants } = await asked(page.wpp.chat.getMessageACK(post.id.toString()));
    const viewers = participants.flatMap(({ wid, readAt }) => {
      const id = phoneNumberOrSelf(page, wid);
      const phoneNumber = id.server === 'c.us' ? id.user : null;
      return readAt === undefined ? [] : [{ id: plainWid(id), phoneNumber, t: Number(readAt) }];
    });
    return { success: true, viewers };
  },

  async clientRevokeStatusMessage({ messageId }, { page }) {
    await revokeStatus(page, await ownPost(page, messageId));
    return { success: true };
  },
};

/** @throws Failure MESSAGE_NOT_FOUND for anything but an own post */
async function ownPost(page: Page, messageId: string): Promise<MsgModel> {
  const post = await messageIn(page, statusId, messageId);
  if (!post.id.fromMe || !post.id.remote.isStatus()) {
    throw new Failure('MESSAGE_NOT_FOUND');
  }
  return post;
}
