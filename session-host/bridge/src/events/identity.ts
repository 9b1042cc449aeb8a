import { counterpart } from '../models/counterpart';
import type { MsgKey, Page, Wid } from '../page';

/**
 * What tells a message from the account's others: the same whether WhatsApp has it under a person's LID
 * or under the phone number, which are two rows to it. A private chat's side is left out, since the
 * author's app draws the id at random; who wrote in a group is named by LID where that is known.
 */
export function messageIdentity(page: Page, key: MsgKey): string {
  const { fromMe, remote, id, participant } = key;
  if (isPerson(remote)) {
    return `${fromMe}_${id}`;
  }
  const author = participant ? `_${personIdentity(page, participant as Wid)}` : '';
  return `${fromMe}_${remote}_${id}${author}`;
}

/** A chat's or person's id: the LID, where this page knows it. */
export function personIdentity(page: Page, wid: Wid): string {
  return ((wid.server === 'c.us' ? counterpart(page, wid) : null) ?? wid).toString();
}

function isPerson(wid: Wid): boolean {
  return wid.server === 'c.us' || wid.server === 'lid';
}
