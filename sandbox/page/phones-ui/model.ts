// What the page shows. What the phones answer is generated from the server's records.

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
/** Who types in this phone's chats, and who is online. */
export type Presences = Pick<ScreenState, 'typing' | 'online'>;

/** What a message has beside its text; which of them depends on its type. */
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
  /** What a notice of a group is about, and the LIDs of those whom it concerns. */
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

/** A chat as the list and the conversation show it; channels and status posts are shown as one too. */
export interface Chat extends Omit<ScreenChat, 'last' | 't' | 'labels'> {
  isChannel?: boolean;
  isStatus?: boolean;
  picture?: string | null;
  last: Message | null;
  hint?: string;
  when?: string;
}

/** What the phone calls somebody whom a message names; its author when nobody is named. */
export const nameOf = (message: Message, lid = message.sender): string =>
  message.names[lid] ?? lid.replace(/@.*/, '');

export interface Member {
  lid: string;
  pn: string | null;
  name: string;
  isMe: boolean;
  /** `SUPERADMIN`, `ADMIN` or `MEMBER`; null for who asks to be let in. */
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

/** What the address names: a phone, a view of it, a chat. */
export interface Route {
  phone: string | null;
  view: string | null;
  chat: string | null;
}
