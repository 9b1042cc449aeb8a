/**
 * What a sandbox page and the sandbox server say to each other over one WebSocket (`/ws`).
 *
 * It stands where WhatsApp's Noise channel and binary stanzas stand in the real client: the page's
 * modules call it, nothing above them knows it. Every frame is one JSON object. A frame of the page
 * with a `call` is a request and gets exactly one `Reply` with the same `call`; frames of the server
 * without one are pushes. Times are unix seconds. Ids are strings: `<digits>@c.us` (phone number),
 * `<digits>@lid` (hidden number), `<digits>@g.us` (group).
 *
 * Life of a connection: the server greets with `hello`. An unpaired page asks for `pairingRefs` and
 * shows one after another as a QR code, or asks for a `linkCode`; the phone's scan brings
 * `pairSuccess`, the page stores its credentials and answers `registered`. A paired page answers
 * `hello` with `login`. After either comes `ready`, then (first time only) `history`, then what was
 * kept while the page was away, oldest first, closed by `offlineDone`.
 *
 * The server closes with code 4409 when the same device has logged in elsewhere (the page
 * stops for good, until it is loaded anew), with 4401 when the device was removed. After
 * any other end the page connects again, after half a second at first, 10 s at most.
 */

/** The close code for: the same device has logged in on another connection. */
export const CLOSED_REPLACED = 4409;

/** The close code for: the device was removed. */
export const CLOSED_REMOVED = 4401;

/**
 * `GET /page-config.json`, optional (404 means none): how the page is to be. The page's address may
 * say the same for one page: `?fillers=20000&leaveOut=WAWebX,WAWebY`.
 *
 * The other faults (dropping the socket, replacing the device, going deaf, late acknowledgements, asking for a slower pace,
 * removing the device) are the server's own doing: it closes, stays silent, answers late, refuses with
 * `rate_overlimit`, pushes `deviceRemoved`.
 */
export interface PageConfig {
  /** Filler modules to register, to weigh as much as the real client (20 000); default 0. */
  fillers?: number;
  /** WhatsApp modules this page must not offer, by name. */
  leaveOut?: string[];
  /** Its databases open too slowly: a linked page logs itself out and deletes its data. */
  slowStorage?: boolean;
  /** Loaders of late modules whose bundle does not arrive, by name. Asked for anew at every load. */
  brokenBundles?: string[];
  /** Searches for texts never end by themselves, only by the next. Asked for anew at every search. */
  searchHangs?: boolean;
}

/** A person or business as the address book and usync show it. */
export interface WireContact {
  pn: string | null;
  lid: string;
  /** The name in this account's address book; null when not saved. */
  name: string | null;
  pushname: string;
  isBusiness: boolean;
  about: string;
  /** What the person goes by instead of a number; null for most. */
  username: string | null;
}

/** The paired account. */
export interface WireAccount {
  pn: string;
  lid: string;
  pushname: string;
  platform: 'android' | 'iphone' | 'smba' | 'smbi';
  isBusiness: boolean;
}

interface WireParticipant {
  /** A LID; `pn` beside it when this account may know it. */
  lid: string;
  pn: string | null;
  isAdmin: boolean;
  isSuperAdmin: boolean;
}

export interface WireGroup {
  id: string;
  subject: string;
  subjectTime: number;
  owner: string;
  creation: number;
  desc: string | null;
  descId: string | null;
  descTime: number | null;
  /** LID of who wrote the description. */
  descOwner: string | null;
  announce: boolean;
  restrict: boolean;
  memberAddMode: 'admin_add' | 'all_member_add';
  membershipApprovalMode: boolean;
  /** Seconds; 0 for messages that stay. */
  ephemeralDuration: number;
  participants: WireParticipant[];
  pastParticipants: WirePastParticipant[];
}

interface WirePastParticipant {
  lid: string;
  leaveTs: number;
  leaveReason: 'Left' | 'Removed';
}

/** A channel as the account sees it. */
export interface WireChannel {
  id: string;
  name: string;
  description: string;
  inviteCode: string;
  creation: number;
  subscribers: number;
  membership: 'owner' | 'admin' | 'subscriber' | 'guest';
  muted: boolean;
  /** How many of its messages came since the account last looked. */
  unreadCount: number;
  reactions: 'all' | 'basic' | 'none';
  /** A data URL. */
  picture: string | null;
}

/** Somebody who follows a channel, as its staff sees it. */
export interface WireFollower {
  contact: WireContact;
  role: 'owner' | 'admin' | 'subscriber';
}

/** What became of one who was to be added, removed, promoted, demoted, let in or turned away. */
interface WireUserResult {
  /** A LID; the id that was asked for when nobody has it. */
  user: string;
  /** As WhatsApp's server says it: 200, 403 only by invitation, 404, 406, 409 in the group already. */
  code: number;
  /** With 403: the invitation to send. */
  inviteCode: string | null;
  inviteExpires: number | null;
}

/** A message as it travels: the key names the chat from the receiving account's side. */
export interface WireMessage {
  id: string;
  /** The chat: the peer's LID, or a group. */
  chat: string;
  fromMe: boolean;
  /** The author's LID inside a group; null in a private chat. */
  participant: string | null;
  /** Unix seconds, given by the server when it accepts the message. */
  t: number;
  /** WhatsApp Web's own type: `chat`, `image`, `ptt`, `location`, … */
  type: string;
  body: string;
  /** Further model attributes of the type: mentionedJidList, caption, mimetype, directPath, lat, … */
  attributes: Record<string, unknown>;
  quoted: { id: string; participant: string; body: string; type: string } | null;
  /** -1 error, 0 pending, 1 server, 2 device, 3 read, 4 played. */
  ack: number;
  notifyName: string;
}

/**
 * What a device encrypted with, in place of ciphertexts. A phone reads a counter of a chain once; one
 * that it has seen it drops without a word to the sender.
 */
export interface WireSignal {
  /** A session per device that the sender encrypted for; with a sender key, those that it is given to. */
  sessions: { to: string; id: string; counter: number }[];
  /** The device's own key of a group or of status posts. */
  senderKey: { id: string; counter: number } | null;
}

export interface WireReaction {
  /** The reaction's own message id. */
  id: string;
  chat: string;
  /** The message reacted to. */
  target: { id: string; fromMe: boolean; participant: string | null };
  /** LID of who reacted. */
  sender: string;
  fromMe: boolean;
  /** One emoji; empty when it was taken back. */
  text: string;
  t: number;
}

/** A vote in a poll. A later one of the same person replaces it. */
export interface WireVote {
  /** The vote's own message id. */
  id: string;
  chat: string;
  /** The poll. */
  target: { id: string; fromMe: boolean; participant: string | null };
  /** LID of who voted. */
  sender: string;
  fromMe: boolean;
  /** Places of the chosen options, from 0; empty when the vote was withdrawn. */
  options: number[];
  /** Unix milliseconds. */
  tMs: number;
}

/** What a customer ordered from a business's catalogue; amounts in thousandths of the currency's unit. */
export interface WireOrder {
  products: {
    id: string;
    name: string;
    price: number | null;
    currency: string | null;
    quantity: number | null;
    thumbnailUrl: string | null;
  }[];
  currency: string;
  subtotal: number | null;
  tax: number | null;
  total: number | null;
  createdAt: number;
}

export interface WireChat {
  id: string;
  t: number;
  unreadCount: number;
  archived: boolean;
  pin: number;
  muteExpiration: number;
  /** Ids of the labels it carries; business accounts only. */
  labels: string[];
}

/** A business account's label. */
export interface WireLabel {
  id: string;
  name: string;
  /** Index into WhatsApp's palette. */
  color: number;
}

/** All chats of a phone that was just linked; or older messages of one chat, which were asked for. */
export interface WireHistory {
  chats: WireChat[];
  contacts: WireContact[];
  groups: WireGroup[];
  messages: WireMessage[];
  reactions: WireReaction[];
  /** Whether chats have messages on the phone that are older than those it has given. */
  remaining: { chat: string; more: boolean }[];
}

/** A picture of a person or group, as the media servers have it: paths on this server. */
export interface WirePicture {
  image: string;
  preview: string;
  /** Changes with every picture. */
  tag: string;
}

/** Whether the account may write to people who have not dealt with it lately; seconds, as text. */
export interface ReachoutTimelock {
  is_active: boolean;
  time_enforcement_ends: string | null;
  enforcement_type: string | null;
}

/** To how many of them it may write in a cycle; seconds, as text. */
export interface NewChatCapping {
  capping_status: string;
  total_quota: number;
  used_quota: number;
  cycle_start_timestamp: string | null;
  cycle_end_timestamp: string | null;
  ote_status: string;
  mv_status: string;
}

/** Requests of the page: name → [arguments, answer]. */
export interface Requests {
  /** Six references; the first is shown for 60 s, the others for 20 s (the server may shorten both: seconds). */
  pairingRefs: [
    Record<string, never>,
    { refs: string[]; firstSeconds: number; nextSeconds: number },
  ];
  /** Eight characters to type on the phone; valid for three minutes. */
  linkCode: [{ phone: string; notify: boolean; publicKey: string }, { code: string }];
  /** After pairSuccess: the device's public key (SPKI, base64) that later logins are signed with. */
  registered: [{ deviceId: string; publicKey: string }, Record<string, never>];
  /** ECDSA P-256/SHA-256 (IEEE P1363, base64) over hello's nonce. Fails with `device_removed`. */
  login: [{ deviceId: string; signature: string }, Record<string, never>];
  reachoutTimelock: [Record<string, never>, ReachoutTimelock];
  newChatCapping: [Record<string, never>, NewChatCapping];
  /** The server's acknowledgement (ack 1). The same id again is the same message: it is answered, not repeated. */
  send: [{ message: WireMessage; signal: WireSignal | null }, { t: number }];
  /** Asks the author (a LID) to encrypt a message anew for this device: it comes as `resent`, or never. */
  retry: [{ author: string; id: string }, Record<string, never>];
  /** Asks the account's own phone for messages: they come as `resent` while it is on. */
  placeholderResend: [{ messages: { author: string; id: string }[] }, Record<string, never>];
  react: [{ reaction: WireReaction; signal: WireSignal | null }, { t: number }];
  edit: [
    {
      chat: string;
      target: string;
      body: string;
      /** The people whom the new text mentions, under the ids that the page gives. */
      mentioned: string[];
      id: string;
      signal: WireSignal | null;
    },
    { t: number },
  ];
  /** `author` is null for an own message; an admin may take back what others wrote in the group. */
  revoke: [
    {
      chat: string;
      target: string;
      author: string | null;
      id: string;
      signal: WireSignal | null;
    },
    { t: number },
  ];
  /** An own message again, for somebody who asked for it. */
  resend: [{ to: string; id: string; signal: WireSignal }, Record<string, never>];
  /** What sessions are made with, for people by LID; the keys themselves are left out. */
  preKeys: [{ users: string[] }, Record<string, never>];
  /** The order that a message carries the id and the token of. Fails with `no_such_order`. */
  order: [{ id: string; token: string }, { order: WireOrder }];
  /** Marks incoming messages of a chat read. `ids` empty: all. */
  read: [{ chat: string; ids: string[]; signal: WireSignal | null }, Record<string, never>];
  /** The phone is asked for messages before one; they come as a `history` when it is on. */
  olderMessages: [{ chat: string; before: string | null }, Record<string, never>];
  /** Who is on WhatsApp: numbers as digits, or LIDs. Null where there is no account. */
  usync: [{ users: string[] }, { users: (WireContact | null)[] }];
  /** Null when there is no such group or the account is not in it. */
  group: [{ group: string }, { group: WireGroup | null }];
  /** `users` by LID or phone number. Fails with `not_on_whatsapp`. */
  groupCreate: [
    {
      subject: string;
      users: string[];
      announce: boolean;
      restrict: boolean;
      membersAdd: boolean;
      approval: boolean;
      ephemeralDuration: number;
    },
    { group: WireGroup; results: WireUserResult[] },
  ];
  /** This and what follows fail with `no_such_group`, `not_a_participant`, `not_an_admin`. */
  groupMembers: [
    { group: string; action: 'add' | 'remove' | 'promote' | 'demote'; users: string[] },
    { results: WireUserResult[] },
  ];
  groupLeave: [{ group: string }, { id: string }];
  groupSubject: [{ group: string; subject: string }, { id: string }];
  /** Empty text: none. Fails with `changed_meanwhile` unless `previous` is null or the present one's id. */
  groupDescription: [
    { group: string; text: string; descId: string; previous: string | null },
    { id: string },
  ];
  /** `setting` by WhatsApp's name, see `GROUP_SETTING_TYPE`; 1 for on, or seconds for `ephemeral`. */
  groupSetting: [{ group: string; setting: string; value: number }, { id: string }];
  groupInvite: [{ group: string; revoke: boolean }, { code: string }];
  /** These two fail with `invite_not_valid`. */
  groupInviteInfo: [{ code: string }, { group: WireGroup }];
  groupJoin: [{ code: string }, { group: string; pending: boolean }];
  groupRequests: [{ group: string }, { requests: { lid: string; t: number }[] }];
  groupDecision: [
    { group: string; approve: boolean; users: string[] },
    { results: WireUserResult[] },
  ];
  picture: [{ of: string }, { picture: WirePicture | null }];
  /** What was uploaded before; null takes the present picture away. */
  setPicture: [
    { of: string; image: string | null; preview: string | null },
    { picture: WirePicture | null },
  ];
  /** `picture` as a data URL. */
  channelCreate: [
    { name: string; description: string; picture: string | null },
    { channel: WireChannel },
  ];
  /** By id or by invite code; null when there is none. */
  channel: [{ channel?: string; code?: string }, { channel: WireChannel | null }];
  channelSearch: [{ text: string }, { channels: WireChannel[] }];
  /** This and what follows fail with `no_such_channel`, `not_a_participant`, `not_an_admin`. */
  channelFollow: [{ channel: string; follow: boolean }, Record<string, never>];
  channelMute: [{ channel: string; muted: boolean }, Record<string, never>];
  /** What is absent stays. */
  channelEdit: [
    {
      channel: string;
      name?: string;
      description?: string;
      reactions?: string;
      /** A data URL; empty for none. */
      picture?: string;
    },
    { channel: WireChannel },
  ];
  /** The owner and the admins first. */
  channelFollowers: [{ channel: string; limit: number }, { followers: WireFollower[] }];
  /** `revoke` takes an invitation back. Fails with `invite_not_valid` too. */
  channelAdmin: [
    { channel: string; action: 'invite' | 'revoke' | 'demote' | 'transfer'; user: string },
    { inviteExpires: number },
  ];
  /** To become an admin. Fails with `invite_not_valid`. */
  channelAccept: [{ channel: string }, Record<string, never>];
  channelDelete: [{ channel: string }, Record<string, never>];
  /** `composing`, `recording`, `paused` in a chat; `available`, `unavailable` for the account (null). */
  presence: [{ chat: string | null; state: string }, Record<string, never>];
  chatSettings: [
    { chat: string } & Partial<Omit<WireChat, 'id' | 't' | 'labels'>>,
    Record<string, never>,
  ];
  /** Empties or deletes a chat, for this account only. Who is in a group cannot delete its chat. */
  clearChat: [{ chat: string }, Record<string, never>];
  deleteChat: [{ chat: string }, Record<string, never>];
  /** Takes labels off chats and puts others on them. Business accounts only. */
  labelChats: [{ chats: string[]; add: string[]; remove: string[] }, Record<string, never>];
  block: [{ contact: string; blocked: boolean }, Record<string, never>];
  /** The account's public name and about text; what is absent stays. */
  profile: [{ pushname?: string; about?: string }, Record<string, never>];
  /** Null where it is hidden from this account. */
  about: [{ contact: string }, { about: string | null }];
  /** How many devices somebody has, the phone among them; 0 when not on WhatsApp. */
  deviceCount: [{ contact: string }, { count: number }];
  /**
   * Confirms pushes up to this number: they will not be kept for the next login. A quiet page
   * repeats it every 15 s as a heartbeat, with 0 before the first numbered push; no answer to any
   * request within 20 s makes the page drop the connection and connect again.
   */
  received: [{ upTo: number }, Record<string, never>];
  logout: [Record<string, never>, Record<string, never>];
}

export type Reply =
  | { call: number; ok: true; result: unknown }
  | { call: number; ok: false; error: string };

/** Pushes of the server. `n`, where present, numbers what is kept until it is `received`. */
export type Push =
  | { push: 'hello'; nonce: string; version: string }
  | {
      push: 'pairSuccess';
      deviceId: string;
      account: WireAccount;
      /** HMAC-SHA256 of deviceId (UTF-8) under the 32 bytes that the QR's fourth part is the base64 of; itself base64. Shows that the phone saw this QR. Null after a link code. */
      proof: string | null;
    }
  | { push: 'linkCodeExpired' }
  /** A phone read the code, and its account is linked with a passkey only; the code is void. */
  | { push: 'passkeyPrologue' }
  /** Labels and the block list (LIDs) as they are now: the page does not keep them. */
  | {
      push: 'ready';
      account: WireAccount;
      labels: WireLabel[];
      blocked: string[];
      /** Those that the account owns or follows. */
      channels: WireChannel[];
    }
  | { push: 'history'; n: number; history: WireHistory }
  | { push: 'offlineDone' }
  | { push: 'message'; n: number; message: WireMessage; contact: WireContact | null }
  /** Cannot be decrypted here: type `ciphertext`, without content. */
  | { push: 'unreadable'; n: number; message: WireMessage; contact: WireContact }
  /** Encrypted anew, under a key that may be known here. */
  | { push: 'resent'; n: number; message: WireMessage; contact: WireContact }
  | {
      push: 'receipt';
      n: number;
      chat: string;
      ids: string[];
      /** What `from` has done with the messages. */
      ack: number;
      /** What the messages have reached by it: in a group, what all have done. Absent: `ack`. */
      messageAck?: number;
      from: string;
      t: number;
    }
  /** Somebody's phone asks for an own message again. */
  | { push: 'retry'; n: number; chat: string; id: string; from: string }
  | { push: 'reaction'; n: number; reaction: WireReaction }
  | { push: 'vote'; n: number; vote: WireVote }
  | {
      push: 'edited';
      n: number;
      chat: string;
      target: string;
      body: string;
      mentioned: string[];
      t: number;
    }
  | { push: 'revoked'; n: number; chat: string; target: string; t: number }
  | { push: 'group'; n: number; group: WireGroup }
  | { push: 'channel'; n: number; channel: WireChannel }
  /** Followed no more, or deleted. */
  | { push: 'channelGone'; n: number; channel: string }
  | { push: 'contact'; n: number; contact: WireContact }
  | { push: 'chat'; n: number; chat: WireChat }
  | { push: 'chatCleared'; n: number; chat: string }
  | { push: 'chatRemoved'; n: number; chat: string }
  | { push: 'labels'; n: number; labels: WireLabel[] }
  | { push: 'blocked'; n: number; blocked: string[] }
  /** The picture of a person (a LID) or group is new, another, or gone. */
  | { push: 'picture'; n: number; id: string }
  /** Somebody calls; it cannot be answered from a page. */
  | { push: 'call'; n: number; id: string; from: string; isVideo: boolean; t: number }
  | { push: 'presence'; chat: string; from: string; state: string }
  /** What limits the account is another; `t` is when the server said so. */
  | { push: 'limits'; timelock: ReachoutTimelock; capping: NewChatCapping; t: number }
  /** The server does not let the account in: 402 for a time, of which `expire` seconds are left. */
  | { push: 'failure'; reason: number; code: number; expire: number; message: string }
  /** The phone removed this device. The page drops its credentials and reloads to `/?post_logout=1`. */
  | { push: 'deviceRemoved' };
