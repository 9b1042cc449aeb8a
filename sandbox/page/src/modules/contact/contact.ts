import { define } from '../../loader/define';
import { BaseCollection } from '../../models/BaseCollection';
import { BaseModel, defineModel } from '../../models/BaseModel';
import type { WireAccount, WireContact } from '../../protocol';
import { getMeLidUserOrThrow, isMeAccount, isPaired } from '../account/userPrefs';
import { Wid } from '../ids/wid';
import { createWid } from '../ids/widFactory';
import { lidPnCache } from './lidPnCache';
import { usync } from './queryExists';

/** A person or business known to this account. */
export class ContactModel extends BaseModel {
  declare id: Wid;
  declare name: string | undefined;
  declare shortName: string | undefined;
  declare pushname: string | undefined;
  declare type: 'in' | 'out';
  declare phoneNumber: Wid | undefined;
  declare username: string | undefined;
  declare isBusiness: boolean;
  declare verifiedName: string | undefined;
  declare isContactBlocked: boolean;
  declare status: string | undefined;

  getCollection(): ContactCollectionImpl {
    return contactCollection;
  }
}

defineModel({
  model: ContactModel,
  name: 'contact',
  idClass: Wid,
  props: [
    'id',
    'name',
    'shortName',
    'pushname',
    'type',
    'phoneNumber',
    'username',
    'verifiedName',
    'verifiedLevel',
    'isBusiness',
    'isEnterprise',
    'isSmb',
    'privacyMode',
    'statusMute',
    'sectionHeader',
    'labels',
    'isAddressBookContact',
    'isContactSyncCompleted',
    'syncToAddressbook',
    'disappearingModeDuration',
    'disappearingModeSettingTimestamp',
  ],
  session: ['isContactBlocked', 'status', 'profilePicThumb', 'businessProfile', 'commonGroups'],
});

define('WAWebContactModel', { default: ContactModel });

export class ContactCollectionImpl extends BaseCollection<ContactModel> {
  /**
   * Asks the server about an unknown person. There is a contact for any number, on WhatsApp or not.
   * Rejects without a connection.
   */
  override async findQuery(id: Wid): Promise<ContactModel> {
    const found = id.isUser() ? await usync(id) : null;
    if (found !== null) {
      mergeContacts([found]);
    }
    const attributes = found === null ? { type: 'out' } : contactAttributes(found);
    return this.get(id) ?? this.gadd({ ...attributes, id });
  }

  getMeContact(): ContactModel | undefined {
    return isPaired() ? this.get(getMeLidUserOrThrow()) : undefined;
  }
}

export const contactCollection = new ContactCollectionImpl(ContactModel);

define('WAWebContactCollection', {
  ContactCollection: contactCollection,
  ContactCollectionImpl,
});

/**
 * Adds people from the server to the collection: under the LID, and, for the address book and
 * oneself, also under the phone number, as in the real client.
 */
export function mergeContacts(contacts: WireContact[]): void {
  const models: object[] = [];
  for (const contact of contacts) {
    const lid = createWid(contact.lid);
    const pn = contact.pn === null ? undefined : createWid(contact.pn);
    if (pn !== undefined) {
      lidPnCache.add({ lid, pn });
    }
    const attributes = contactAttributes(contact);
    models.push({ ...attributes, id: lid, phoneNumber: pn });
    if (pn !== undefined && (contact.name !== null || isMeAccount(lid))) {
      models.push({ ...attributes, id: pn, phoneNumber: pn });
    }
  }
  contactCollection.add(models, { merge: true });
}

function contactAttributes(contact: WireContact): object {
  const saved = contact.name !== null;
  return {
    name: contact.name ?? undefined,
    shortName: contact.name?.split(' ')[0],
    pushname: contact.pushname,
    type: saved ? 'in' : 'out',
    isBusiness: contact.isBusiness,
    isEnterprise: false,
    isSmb: contact.isBusiness,
    verifiedName: contact.isBusiness ? (contact.name ?? contact.pushname) : undefined,
    isAddressBookContact: saved ? 1 : 0,
    syncToAddressbook: saved,
    isContactSyncCompleted: 1,
    status: contact.about,
    username: contact.username ?? undefined,
  };
}

/** Adds the account's own entries, made from the account itself until the server reports more. */
export function addMyself(account: WireAccount): void {
  const known = [account.lid, account.pn].flatMap((id) => contactCollection.get(id) ?? []);
  if (known.length === 2) {
    for (const contact of known) {
      contact.pushname = account.pushname;
    }
    return;
  }
  const { pn, lid, pushname, isBusiness } = account;
  mergeContacts([{ pn, lid, pushname, isBusiness, name: null, about: '', username: null }]);
}
