import { define } from '../../loader/define';
import { getMaybeMePnUser, isMeAccount } from '../account/userPrefs';
import type { ContactModel } from './contact';
import { getPhoneNumber } from './lidPnCache';
import { formatPhone } from './phone';

type Getter<T> = (contact: ContactModel) => T;

const getName: Getter<string | undefined> = (contact) => contact.name;
const getPushname: Getter<string | undefined> = (contact) => contact.pushname;
const getIsMe: Getter<boolean> = (contact) => isMeAccount(contact.id);
const getIsBusiness: Getter<boolean> = (contact) => contact.isBusiness;
const getIsMyContact: Getter<boolean> = (contact) =>
  contact.name !== undefined || contact.id.equals(getMaybeMePnUser());
const never: Getter<boolean> = () => false;

define('WAWebContactGetters', {
  getId: (contact: ContactModel) => contact.id,
  getName,
  getPushname,
  getShortName: (contact: ContactModel) => contact.shortName,
  getIsBusiness,
  getIsEnterprise: never,
  getIsSmb: getIsBusiness,
  getVerifiedName: (contact: ContactModel) => contact.verifiedName,
  getNotifyName: (contact: ContactModel) => contact.pushname ?? '',
  getPremiumMessageName: (_contact: ContactModel) => undefined,
  getIsMe,
  getIsUser: (contact: ContactModel) => contact.id.isUser(),
  getIsGroup: (contact: ContactModel) => contact.id.isGroup(),
  getIsBroadcast: (contact: ContactModel) => contact.id.isBroadcast(),
  getIsNewsletter: (contact: ContactModel) => contact.id.isNewsletter(),
  getIsBot: (contact: ContactModel) => contact.id.isBot(),
  getIsPSA: (contact: ContactModel) => contact.id.isPSA(),
  getIsIAS: never,
  getIsSupportAccount: never,
  getIsWAContact: (contact: ContactModel) => contact.id.isUser(),
  getUserid: (contact: ContactModel) => contact.id.user,
  getCanRequestPhoneNumber: never,
  getShowBusinessCheckmarkAsPrimary: never,
  getShowBusinessCheckmarkAsSecondary: never,
  getShowBusinessCheckmarkInChatlist: never,
  getIsDisplayNameApproved: never,
  getShouldForceBusinessUpdate: never,
});

/** `+221 77 123 45 67`-like text of a phone number, or '' when only the LID is known. */
const getFormattedPhone: Getter<string> = (contact) => {
  const pn = contact.id.isLid() ? getPhoneNumber(contact.id) : contact.id;
  return pn?.isUser() ? formatPhone(pn.user) : '';
};

const getDisplayName: Getter<string> = (contact) =>
  contact.name ?? contact.verifiedName ?? `~${contact.pushname ?? ''}`;

const getFormattedName: Getter<string> = (contact) => {
  if (isMeAccount(contact.id)) {
    return 'You';
  }
  return (
    contact.name ?? contact.verifiedName ?? (getFormattedPhone(contact) || (contact.pushname ?? ''))
  );
};

const getFormattedShortName: Getter<string> = (contact) =>
  contact.shortName ?? getFormattedName(contact);

define('WAWebFrontendContactGetters', {
  getPhoneNumber: (contact: ContactModel) => contact.phoneNumber,
  getUsername: (contact: ContactModel) => contact.username,
  getIsUsernameContact: (contact: ContactModel) =>
    contact.username !== undefined && getFormattedPhone(contact) === '',
  getPnForLid: (contact: ContactModel) => getPhoneNumber(contact.id),
  getUserDisplayNameForLid: getDisplayName,
  getFormattedUsernameOrPhone: getFormattedPhone,
  getTextStatusString: (contact: ContactModel) => contact.status,
  getDisplayName,
  getSearchName: (contact: ContactModel) => getFormattedName(contact).toLowerCase(),
  getSearchVerifiedName: (contact: ContactModel) => contact.verifiedName?.toLowerCase() ?? '',
  getHeader: (contact: ContactModel) => getFormattedName(contact).charAt(0).toUpperCase(),
  getFormattedName,
  getFormattedShortName,
  getFormattedShortNameWithNonBreakingSpaces: (contact: ContactModel) =>
    getFormattedShortName(contact).replaceAll(' ', '\u00a0'),
  getFormattedUser: getFormattedPhone,
  getIsMyContact,
  getIsContactBlocked: (contact: ContactModel) => contact.isContactBlocked,
});

export { getFormattedName, getIsMyContact };
