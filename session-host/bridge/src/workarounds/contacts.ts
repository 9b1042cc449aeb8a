import { counterpart } from '../models/counterpart';
import type { ContactModel, Page, Wid } from '../page';
import { asked } from './asked';

/**
 * `WAWebBlockContactAction.blockContact`: wa-js's `blocklist.blockContact` compares versions first,
 * like `chat.markIsRead` does.
 */
export async function blockContact(page: Page, contact: ContactModel): Promise<void> {
  await page.wpp.whatsapp.functions.blockContact({
    contact,
    blockEntryPoint: 'block_list',
    bizOptOutArgs: null,
  });
}

/**
 * `WAWebContactStatusBridge.getStatus`: asks the server, where wa-js's `contact.getStatus` answers from
 * a cache. Null when the text is hidden from the account: WhatsApp marks it as stale then, and in some
 * versions has an empty text for it.
 */
export async function aboutOf(page: Page, wid: Wid): Promise<string | null> {
  const { getStatus } = page.wpp.whatsapp.functions as unknown as {
    getStatus(query: { token: string; wid: Wid }): Promise<About | null>;
  };
  const about = await asked(getStatus({ token: '', wid }));
  const isHidden = about?.stale === true && !about.status;
  return typeof about?.status === 'string' && !isHidden ? about.status : null;
}

interface About {
  status?: unknown;
  stale?: unknown;
}

/** `WAWebApiDeviceList.getDeviceIds`, which wa-js does not wrap; 0 for a person without devices. */
export async function deviceCount(page: Page, wid: Wid): Promise<number> {
  const lists = page.module<{
    getDeviceIds(wids: Wid[]): Promise<({ devices?: unknown[] } | null)[]>;
  }>('WAWebApiDeviceList');
  const ids = lists && (await asked(lists.getDeviceIds([wid])));
  return ids?.[0]?.devices?.length ?? 0;
}

/** `WAWebPhoneUtils.formattedPhoneNumber`: wa-js formats only the numbers of loaded contacts. */
export function formattedNumber(page: Page, digits: string): string | undefined {
  const utils = page.module<{ formattedPhoneNumber(id: string): string }>('WAWebPhoneUtils');
  return utils?.formattedPhoneNumber(`${digits}@s.whatsapp.net`);
}

/** `WAPhoneFindCC.findCC`: wa-js knows countries only by their letters. */
export function countryCode(page: Page, digits: string): string | undefined {
  const code = page.module<{ findCC(digits: string): unknown }>('WAPhoneFindCC')?.findCC(digits);
  return code ? String(code) : undefined;
}

/**
 * `WAWebQueryExistsJob.queryWidExists`: wa-js's `contact.queryWidExists` first answers from its
 * contacts and from a cache, and turns errors into "not registered". WhatsApp answers that every
 * LID exists. That counts only for a person known to this page, or whose number the server returned
 * with it.
 */
export async function queryExists(page: Page, wid: Wid): Promise<{ wid: Wid } | null> {
  const answer = (await asked(page.wpp.whatsapp.functions.queryWidExists(wid))) ?? null;
  const isBelieved = wid.server !== 'lid' || counterpart(page, wid) !== null || hasMet(page, wid);
  return isBelieved ? answer : null;
}

/** Whether this page has a chat with a person, a name of the person, or a common group. */
function hasMet(page: Page, lid: Wid): boolean {
  const { ChatStore, ContactStore, GroupMetadataStore } = page.wpp.whatsapp;
  const contact = ContactStore?.get?.(lid);
  return Boolean(
    ChatStore?.get?.(lid) ||
      contact?.name ||
      contact?.pushname ||
      GroupMetadataStore?.getModelsArray?.().some(({ participants }) => participants?.get(lid)),
  );
}
