import type { Page, Wid } from '../page';

/**
 * The same person's other id, LID for phone number and vice versa, if this page knows it; null
 * otherwise, and for ids of others than people. Sends no request.
 */
export function counterpart(page: Page, wid: Wid): Wid | null {
  const cache = page.wpp.whatsapp.lidPnCache;
  if (wid.server === 'lid') {
    return cache.getPhoneNumber(wid) ?? ownNumber(page, wid);
  }
  return wid.server === 'c.us' ? (cache.getCurrentLid(wid) ?? null) : null;
}

/**
 * `WAWebApiContact.getPhoneNumber` also knows this account's own pair, which the cache may lack.
 */
function ownNumber(page: Page, lid: Wid): Wid | null {
  const contacts = page.module<{ getPhoneNumber?: (lid: Wid) => Wid | undefined }>(
    'WAWebApiContact',
  );
  return contacts?.getPhoneNumber?.(lid) ?? null;
}
