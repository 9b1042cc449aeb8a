// The data that the page shows. The phones' answers are generated from the server's records.

import type {
  ScreenChat,
  ScreenDevice,
  ScreenMessage,
  ScreenPhone,
  ScreenState,
  WireChannel,
} from '../src/generated/wire';

export type Channel = WireChannel;
export type Device = ScreenDevice;
export type Phone = ScreenPhone;
/** The people who type in this phone's chats, and those who are online. */
export type Presences = Pick<ScreenState, 'typing' | 'online'>;

/** Attributes of a message besides its text, depending on its type. */
export interface Attributes {
  [name: string]: unknown;
  loc?: string;
  lat?: number;
  lng?: number;
  vcardFormattedName?: string;
  vcardList?: { displayName?: string; vcard: string }[];
  pollName?: string;
  pollOptions?: { name: string }[];
  pollSelectableOptionsCount?: number;
  orderTitle?: string;
  itemCount?: number;
  totalAmount1000?: number;
  totalCurrencyCode?: string;
  paymentAmount1000?: number;
  paymentCurrency?: string;
  paymentNoteMsg?: { body?: string };
  newsletterAdminInviteInfo?: {
    newsletterId: string;
    newsletterName?: string;
    inviteMessage?: string;
  };
  /** The kind of a group's notice, and the LIDs of the people concerned. */
  subtype?: string;
  recipients?: string[];
  inviteGrpName?: string;
  inviteCode?: string;
  comment?: string;
  backgroundColor?: number;
  caption?: string;
  filename?: string;
  mimetype?: string;
  duration?: number;
  size?: number;
  pageCount?: number;
  width?: number;
  height?: number;
  waveform?: Record<string, number>;
  directPath?: string;
  isViewOnce?: boolean;
  isGif?: boolean;
}

export type Message = Omit<ScreenMessage, 'attributes'> & { attributes: Attributes };

/** A chat for the list and the conversation; channels and status posts have this form too. */
export interface Chat extends Omit<ScreenChat, 'last' | 't' | 'labels'> {
  isChannel?: boolean;
  isStatus?: boolean;
  picture?: string | null;
  last: Message | null;
  hint?: string;
  when?: string;
}

/** The phone's name for a person in a message; by default its author. */
export const nameOf = (message: Message, lid = message.sender): string =>
  message.names[lid] ?? lid.replace(/@.*/, '');

export interface Member {
  lid: string;
  pn: string | null;
  name: string;
  isMe: boolean;
  /** `SUPERADMIN`, `ADMIN` or `MEMBER`; null for a person who asks to join. */
  role: string | null;
}

export interface Group {
  id: string;
  description: string | null;
  /** Whether the phone's owner is an admin. */
  isAdmin: boolean;
  inviteCode: string | null;
  members: Member[];
  requests: Member[];
}

/** The parts of the address: a phone, a view of it, a chat. */
export interface Route {
  phone: string | null;
  view: string | null;
  chat: string | null;
}
