import { counterpart } from '../models/counterpart';
import type { MsgKey, Page, Wid } from '../page';

/**
 * Identifies a message of the account, equally under a person's LID and phone number, which
 * WhatsApp stores as two rows. A private chat's other side is left out, because the author's app
 * draws the id at random. In a group the author is named by LID if that is known.
 */
export function messageIdentity(page: Page, key: MsgKey): string {
  const { fromMe, remote, id, participant } = key;
  if (isPerson(remote)) {
    return `${fromMe}_${id}`;
  }
  const author = participant ? `_${personIdentity(page, participant as Wid)}` : '';
  return `${fromMe}_${remote}_${id}${author}`;
}

/** A chat's or person's id: the LID if this page knows it. */
export function personIdentity(page: Page, wid: Wid): string {
  return ((wid.server === 'c.us' ? counterpart(page, wid) : null) ?? wid).toString();
}

function isPerson(wid: Wid): boolean {
  return wid.server === 'c.us' || wid.server === 'lid';
}
