// What the phones' HTTP interface answers, as far as this page uses it: see PhonesApi's package.

/** An account and its phone. */
export interface Phone {
  pn: string;
  lid: string;
  pushname: string;
  unreadCount: number;
  delivers: boolean;
  readsAtOnce: boolean;
  picture?: string | null;
}

/** Anybody's vote in a poll, by the options' names. */
interface Vote {
  fromMe: boolean;
  senderName: string;
  options: string[];
}

interface Reaction {
  fromMe: boolean;
  senderName: string;
  text: string;
}

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

/** A notice of a group, in place of a text. */
interface Notice {
  subtype: string;
  /** The names of those whom it is about. */
  concerned: string[];
}

export interface Message {
  id: string;
  sender: string;
  senderName: string;
  fromMe: boolean;
  t: number;
  type: string;
  body: string;
  ack: number;
  edited: boolean;
  timesReceived: number;
  attributes: Attributes;
  reactions: Reaction[];
  votes: Vote[];
  quoted: { senderName: string; body: string } | null;
  notice?: Notice | null;
}

/** A chat as the list and the conversation show it; channels and status posts are shown as one too. */
export interface Chat {
  id: string;
  pn?: string | null;
  name: string;
  isGroup?: boolean;
  isChannel?: boolean;
  isStatus?: boolean;
  isMember: boolean;
  participants: number;
  unreadCount: number;
  pinned?: boolean;
  archived?: boolean;
  muteExpiration?: number;
  picture?: string | null;
  last?: Message | null;
  hint?: string;
  when?: string;
}

export interface Channel {
  id: string;
  name: string;
  description: string;
  membership: string;
  subscribers: number;
  unreadCount: number;
  muted: boolean;
  picture: string | null;
}

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

export interface Device {
  id: string;
  isConnected: boolean;
  linkedAt: number;
  waiting: number;
}

/** Who types in this phone's chats, and who is online. */
export interface Presences {
  typing: { chat: string; state: string }[];
  online: string[];
}

/** What the address names: a phone, a view of it, a chat. */
export interface Route {
  phone: string | null;
  view: string | null;
  chat: string | null;
}
