import type { Page, Wid } from '../page';

/**
 * The same person's other id, LID for phone number and the other way round, as far as this page knows
 * it; null otherwise and for everything that is no person. Asks nobody.
 */
export function counterpart(page: Page, wid: Wid): Wid | null {
  const cache = page.wpp.whatsapp.lidPnCache;
  if (wid.server === 'lid') {
    return cache.getPhoneNumber(wid) ?? ownNumber(page, wid);
  }
  return wid.server === 'c.us' ? (cache.getCurrentLid(wid) ?? null) : null;
}

/** `WAWebApiContact.getPhoneNumber` knows this account's own pair too, which the cache need not have. */
function ownNumber(page: Page, lid: Wid): Wid | null {
  const contacts = page.module<{ getPhoneNumber?: (lid: Wid) => Wid | undefined }>(
    'WAWebApiContact',
  );
  return contacts?.getPhoneNumber?.(lid) ?? null;
}
