import { define } from '../../loader/define';
import type { ContactModel } from './contact';
import { getFormattedName } from './getters';
import { getPhoneNumber } from './lidPnCache';

interface VCard {
  displayName: string;
  vcard: string;
  isMultiVcard: false;
}

/** The card of a person, with the number if it is known. */
function vcardFromContactModel(contact: ContactModel): VCard {
  const displayName = contact.name ?? getFormattedName(contact);
  const number = contact.id.isLid() ? getPhoneNumber(contact.id) : contact.id;
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:;${displayName};;;`,
    `FN:${displayName}`,
    ...(number === undefined || number === null
      ? []
      : [`TEL;type=CELL;waid=${number.user}:+${number.user}`]),
    'END:VCARD',
  ];
  return { displayName, vcard: lines.join('\n'), isMultiVcard: false };
}

define('WAWebFrontendVcardUtils', { vcardFromContactModel });
