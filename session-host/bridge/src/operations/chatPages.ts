import { Failure } from '../failure';
import type { ChatModel, Page } from '../page';
import { chatShape } from '../shapes/chat';
import type { ChatAnswer } from '../shapes/types';

export interface Paging {
  limit?: number | undefined;
  cursor?: string | undefined;
}

export interface ChatPage {
  chats: ChatAnswer[];
  cursor?: string;
}

/**
 * A chat's position: pinned chats first, then the others, then chats that changed during the
 * listing.
 */
interface Place {
  section: 0 | 1 | 2;
  /** Ascending within a section. */
  rank: number;
  id: string;
}

/**
 * A page of the chats. Chats move while a caller pages, so the order is that of the first page: its
 * cursor contains its time, in unix seconds, and chats with activity since then come last, oldest
 * activity first. So each chat comes at least once, and twice if it changed in between.
 */
export function chatPage(
  page: Page,
  chats: readonly ChatModel[],
  { limit, cursor }: Paging,
): ChatPage {
  if (limit === undefined && cursor === undefined) {
    return { chats: chats.map((chat) => chatShape(page, chat)) };
  }
  const from = cursor === undefined ? null : parsed(cursor);
  const asOf = from?.asOf ?? Math.max(0, ...chats.map(lastChange));
  const rest = chats
    .map((chat) => ({ chat, place: placeOf(chat, asOf) }))
    .filter(({ place }) => from === null || compare(place, from.place) > 0)
    .sort((a, b) => compare(a.place, b.place));
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  return {
    chats: shown.map(({ chat }) => chatShape(page, chat)),
    ...(last !== undefined && shown.length < rest.length
      ? { cursor: written(asOf, last.place) }
      : {}),
  };
}

function lastChange(chat: ChatModel): number {
  return Math.max(chat.t ?? 0, pinTime(chat));
}

/** Larger numbers are milliseconds: as seconds they would be after the year 5100. */
const lastSeconds = 1e11;

/**
 * The time at which a chat was pinned, in unix seconds. WhatsApp stores milliseconds for chats
 * pinned here, the phone's own unit for those pinned there, and in some versions only whether it is
 * pinned.
 */
function pinTime(chat: ChatModel): number {
  const pin = Number(chat.pin ?? 0);
  return pin > lastSeconds ? Math.floor(pin / 1000) : pin;
}

function placeOf(chat: ChatModel, asOf: number): Place {
  const id = chat.id.toString();
  const changed = lastChange(chat);
  if (changed > asOf) {
    return { section: 2, rank: changed, id };
  }
  const pin = pinTime(chat);
  return pin > 0 ? { section: 0, rank: -pin, id } : { section: 1, rank: -(chat.t ?? 0), id };
}

function compare(a: Place, b: Place): number {
  return a.section - b.section || a.rank - b.rank || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function written(asOf: number, { section, rank, id }: Place): string {
  return `${asOf}.${section}.${rank}.${id}`;
}

function parsed(cursor: string): { asOf: number; place: Place } {
  const [, asOf, section, rank, id = ''] = /^(\d+)\.([012])\.(-?\d+)\.(.+)$/.exec(cursor) ?? [];
  if (asOf === undefined) {
    throw new Failure('INVALID_FIELD', 'cursor: not one of an earlier answer');
  }
  const place = { section: Number(section) as Place['section'], rank: Number(rank), id };
  return { asOf: Number(asOf), place };
}
