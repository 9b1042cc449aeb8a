import { phoneNumberOrSelf } from '../ids/wids';
import { attribute } from '../models/attributes';
import { counterpart } from '../models/counterpart';
import { type Json, plain, plainWid, present } from '../models/plain';
import type { ContactModel, Page, Wid } from '../page';
import { numbered, who } from './numbers';
import type { BusinessProfile, Contact } from './types';

/** A contact in the API's form. `blocked` contains the ids of the block list as texts. */
export function contactShape(
  page: Page,
  model: ContactModel,
  blocked: ReadonlySet<string>,
): Contact {
  const { functions } = page.wpp.whatsapp;
  const id = phoneNumberOrSelf(page, model.id);
  const profile = model.isBusiness ? businessProfile(page, model) : undefined;
  return {
    ...(profile ? { businessProfile: profile } : {}),
    id: plainWid(id),
    number: id.user,
    ...who(page, id),
    isBusiness: Boolean(model.isBusiness),
    isEnterprise: Boolean(model.isEnterprise),
    ...present('labels', model.labels as string[] | undefined),
    ...present('name', model.name),
    ...present('pushname', model.pushname),
    ...present('sectionHeader', model.sectionHeader as string | undefined),
    ...present('shortName', model.shortName),
    ...present('statusMute', model.statusMute as boolean | undefined),
    ...present('type', model.type),
    ...present('verifiedLevel', model.verifiedLevel as number | undefined),
    ...present('verifiedName', model.verifiedName),
    isMe: Boolean(functions.getIsMe(model)),
    isUser: model.id.isUser(),
    isGroup: model.id.isGroup(),
    isWAContact: Boolean(functions.getIsWAContact(model)),
    isMyContact: Boolean(functions.getIsMyContact(model)),
    isBlocked: isBlocked(page, model.id, blocked),
  };
}

/** The ids of the block list. */
export function blockList(page: Page): ReadonlySet<string> {
  const blocked = page.wpp.whatsapp.BlocklistStore.getModelsArray();
  return new Set(blocked.map((entry) => entry.id.toString()));
}

/** Whether an id or the same person's other id is blocked. */
export function isBlocked(page: Page, id: Wid, blocked: ReadonlySet<string>): boolean {
  if (blocked.size === 0) {
    return false;
  }
  const other = counterpart(page, id);
  return blocked.has(id.toString()) || (other !== null && blocked.has(other.toString()));
}

/** The loaded parts of a business's profile; sends no request. */
function businessProfile(page: Page, model: ContactModel): BusinessProfile | undefined {
  const profile = attribute(
    page,
    model,
    'businessProfile',
    'WAWebContactGetters',
    'getBusinessProfile',
  );
  const data = numbered(page, plain(profile)) as { [key: string]: Json } | undefined | null;
  return data?.profileOptions ? (data as unknown as BusinessProfile) : undefined;
}
