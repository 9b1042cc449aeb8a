/**
 * The protocol between a sandbox page and the sandbox server over one WebSocket (`/ws`). The
 * server's records define it (`io.griot.sandbox.protocol`); the build generates `generated/wire.ts`
 * from them.
 *
 * It replaces WhatsApp's Noise channel and binary stanzas: the page's modules call it, and nothing
 * above them knows it. Every frame is one JSON object. A frame of the page with a `call` is a
 * request and gets exactly one `Reply` with the same `call`; frames of the server without one are
 * pushes. Times are unix seconds. Ids are strings: `<digits>@c.us` (phone number), `<digits>@lid`
 * (hidden number), `<digits>@g.us` (group).
 *
 * Life of a connection: the server greets with `hello`. An unpaired page asks for `pairingRefs` and
 * shows one after another as a QR code, or asks for a `linkCode`; the phone's scan brings
 * `pairSuccess`, the page stores its credentials and answers `registered`. A paired page answers
 * `hello` with `login`. After either comes `ready`, then (first time only) `history`, then what was
 * kept while the page was away, oldest first, closed by `offlineDone`.
 *
 * The server closes with code 4409 when the same device has logged in elsewhere (the page stops for
 * good, until it is loaded anew), with 4401 when the device was removed. After any other end the
 * page connects again, after half a second at first, 10 s at most.
 */

export type {
  Push,
  Requests,
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
  WirePicture,
  WireReaction,
  WireSignal,
  WireTimelock,
  WireVote,
} from './generated/wire';

/** The close code when the same device has logged in on another connection. */
export const CLOSED_REPLACED = 4409;

/** The close code when the device was removed. */
export const CLOSED_REMOVED = 4401;

/**
 * `GET /page-config.json`, optional (404 means none): the page's settings. The page's address may
 * contain the same for a single page: `?fillers=20000&leaveOut=WAWebX,WAWebY`.
 *
 * The other faults (dropping the socket, replacing the device, going deaf, late acknowledgements,
 * asking for a slower pace, removing the device) are the server's own doing: it closes, stays
 * silent, answers late, refuses with `rate_overlimit`, pushes `deviceRemoved`.
 */
export interface PageConfig {
  /** The number of filler modules, to use as much memory as the real client (20 000); default 0. */
  fillers?: number;
  /** WhatsApp modules this page must not offer, by name. */
  leaveOut?: string[];
  /** Its databases open too slowly: a linked page logs itself out and deletes its data. */
  slowStorage?: boolean;
  /** Loaders of late modules whose bundle is missing, by name. Read at every load. */
  brokenBundles?: string[];
  /** Searches for texts never end, except by the next search. Read at every search. */
  searchHangs?: boolean;
  /** Uploads of files never end. Asked for anew at every upload. */
  uploadsHang?: boolean;
}

export type Reply =
  | { call: number; ok: true; result: unknown }
  | { call: number; ok: false; error: string };
