/**
 * What a sandbox page and the sandbox server say to each other over one WebSocket (`/ws`). The server's
 * records say it (`io.griot.sandbox.protocol`); the build makes `generated/wire.ts` of them.
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

import type {
  Arguments,
  WireCapping,
  WireChannel,
  WireContact,
  WireFollower,
  WireGroup,
  WireOrder,
  WireTimelock,
} from './generated/wire';

export type {
  Push,
  WireAccount,
  WireCapping,
  WireChannel,
  WireChat,
  WireContact,
  WireFollower,
  WireGroup,
  WireHistory,
  WireLabel,
  WireMessage,
  WireOrder,
  WireReaction,
  WireSignal,
  WireTimelock,
  WireVote,
} from './generated/wire';

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

/** A picture of a person or group, as the media servers have it: paths on this server. */
export interface WirePicture {
  image: string;
  preview: string;
  /** Changes with every picture. */
  tag: string;
}

/** What became of one who was to be added, removed, promoted, demoted, let in or turned away. */
interface UserResult {
  /** A LID; the id that was asked for when nobody has it. */
  user: string;
  /** As WhatsApp's server says it: 200, 403 only by invitation, 404, 406, 409 in the group already. */
  code: number;
  /** With 403: the invitation to send. */
  inviteCode: string | null;
  inviteExpires: number | null;
}

type Nothing = Record<string, never>;

/** The answer to each request, and what there is to say of it; its arguments are {@link Arguments}. */
interface Answers {
  /** Six references; the first is shown for 60 s, the others for 20 s (the server may shorten both: seconds). */
  pairingRefs: { refs: string[]; firstSeconds: number; nextSeconds: number };
  /** Eight characters to type on the phone; valid for three minutes. */
  linkCode: { code: string };
  /** After pairSuccess: the device's public key (SPKI, base64) that later logins are signed with. */
  registered: Nothing;
  /** ECDSA P-256/SHA-256 (IEEE P1363, base64) over hello's nonce. Fails with `device_removed`. */
  login: Nothing;
  reachoutTimelock: WireTimelock;
  newChatCapping: WireCapping;
  /** The server's acknowledgement (ack 1). The same id again is the same message: it is answered, not repeated. */
  send: { t: number };
  /** Asks the author (a LID) to encrypt a message anew for this device: it comes as `resent`, or never. */
  retry: Nothing;
  /** Asks the account's own phone for messages: they come as `resent` while it is on. */
  placeholderResend: Nothing;
  react: { t: number };
  edit: { t: number };
  /** `author` is null for an own message; an admin may take back what others wrote in the group. */
  revoke: { t: number };
  /** An own message again, for somebody who asked for it. */
  resend: Nothing;
  /** What sessions are made with, for people by LID; the keys themselves are left out. */
  preKeys: Nothing;
  /** The order that a message carries the id and the token of. Fails with `no_such_order`. */
  order: { order: WireOrder };
  /** Marks incoming messages of a chat read. `ids` empty: all. */
  read: Nothing;
  /** The phone is asked for messages before one; they come as a `history` when it is on. */
  olderMessages: Nothing;
  /** Who is on WhatsApp: numbers as digits, or LIDs. Null where there is no account. */
  usync: { users: (WireContact | null)[] };
  /** Null when there is no such group or the account is not in it. */
  group: { group: WireGroup | null };
  /** `users` by LID or phone number. Fails with `not_on_whatsapp`. */
  groupCreate: { group: WireGroup; results: UserResult[] };
  /** This and what follows fail with `no_such_group`, `not_a_participant`, `not_an_admin`. */
  groupMembers: { results: UserResult[] };
  groupLeave: { id: string };
  groupSubject: { id: string };
  /** Empty text: none. Fails with `changed_meanwhile` unless `previous` is null or the present one's id. */
  groupDescription: { id: string };
  /** `setting` by WhatsApp's name, see `GROUP_SETTING_TYPE`; 1 for on, or seconds for `ephemeral`. */
  groupSetting: { id: string };
  groupInvite: { code: string };
  /** These two fail with `invite_not_valid`. */
  groupInviteInfo: { group: WireGroup };
  groupJoin: { group: string; pending: boolean };
  groupRequests: { requests: { lid: string; t: number }[] };
  groupDecision: { results: UserResult[] };
  picture: { picture: WirePicture | null };
  /** What was uploaded before; null takes the present picture away. */
  setPicture: { picture: WirePicture | null };
  /** `picture` as a data URL. */
  channelCreate: { channel: WireChannel };
  /** By id or by invite code; null when there is none. */
  channel: { channel: WireChannel | null };
  channelSearch: { channels: WireChannel[] };
  /** This and what follows fail with `no_such_channel`, `not_a_participant`, `not_an_admin`. */
  channelFollow: Nothing;
  channelMute: Nothing;
  /** What is absent stays. */
  channelEdit: { channel: WireChannel };
  /** The owner and the admins first. */
  channelFollowers: { followers: WireFollower[] };
  /** `revoke` takes an invitation back. Fails with `invite_not_valid` too. */
  channelAdmin: { inviteExpires: number };
  /** To become an admin. Fails with `invite_not_valid`. */
  channelAccept: Nothing;
  channelDelete: Nothing;
  /** `composing`, `recording`, `paused` in a chat; `available`, `unavailable` for the account (null). */
  presence: Nothing;
  chatSettings: Nothing;
  /** Empties or deletes a chat, for this account only. Who is in a group cannot delete its chat. */
  clearChat: Nothing;
  deleteChat: Nothing;
  /** Takes labels off chats and puts others on them. Business accounts only. */
  labelChats: Nothing;
  block: Nothing;
  /** The account's public name and about text; what is absent stays. */
  profile: Nothing;
  /** Null where it is hidden from this account. */
  about: { about: string | null };
  /** How many devices somebody has, the phone among them; 0 when not on WhatsApp. */
  deviceCount: { count: number };
  /**
   * Confirms pushes up to this number: they will not be kept for the next login. A quiet page
   * repeats it every 15 s as a heartbeat, with 0 before the first numbered push; no answer to any
   * request within 20 s makes the page drop the connection and connect again.
   */
  received: Nothing;
  logout: Nothing;
}

/** Requests of the page: name → [arguments, answer]. */
export type Requests = { [Name in keyof Arguments]: [Arguments[Name], Answers[Name]] };

export type Reply =
  | { call: number; ok: true; result: unknown }
  | { call: number; ok: false; error: string };
