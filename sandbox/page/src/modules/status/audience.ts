import { isMeAccount } from '../account/userPrefs';
import { contactCollection } from '../contact/contact';
import { getIsMyContact } from '../contact/getters';
import type { Wid } from '../ids/wid';

/** The people to whom the account's posts are shown: its address book without itself, by LID. */
export function audience(): Wid[] {
  return contactCollection
    .filter((contact) => getIsMyContact(contact) && !isMeAccount(contact.id) && contact.id.isLid())
    .map(({ id }) => id);
}
