import { isMeAccount } from '../account/userPrefs';
import { contactCollection } from '../contact/contact';
import { getIsMyContact } from '../contact/getters';
import type { Wid } from '../ids/wid';

/** Whom the account's posts are shown to: everybody in its address book but itself, by LID. */
export function audience(): Wid[] {
  return contactCollection
    .filter((contact) => getIsMyContact(contact) && !isMeAccount(contact.id) && contact.id.isLid())
    .map(({ id }) => id);
}
