import { define } from '../../loader/define';
import { fetchPageConfig } from '../../session/pageOptions';
import type { MessageRecord } from '../../store/records';
import { records } from '../../store/storage';
import { type Chat, chatCollection } from '../chat/chat';
import { ChatMsgsCollection } from '../chat/chatMsgs';
import { show } from '../chat/inbox';
import { MsgKey } from '../ids/msgKey';
import type { Wid } from '../ids/wid';
import { type Found, type Msg, msgCollection } from './msg';
import { toAttributes } from './wire';

type Direction = 'before' | 'after';

interface Query {
  /** A message, or only a chat: then from its end. */
  anchor: MsgKey | { remote: Wid };
  count: number;
}

interface Answer {
  messages: object[];
  status: 200 | 404;
}

/**
 * Stored messages beside an anchor, oldest first, as model attributes; 404 if the anchor is not
 * stored.
 */
async function msgFindByDirection(query: Query & { direction: Direction }): Promise<Answer> {
  const { anchor, direction, count } = query;
  const record = anchor instanceof MsgKey ? await records().message(anchor.toString()) : null;
  if (record === undefined) {
    return { messages: [], status: 404 };
  }
  const chat = record?.chat ?? anchor.remote.toString();
  const found = await records().messagesBeside(chat, record, direction, count);
  return { messages: found.map(toAttributes), status: 200 };
}

const VISUAL = new Set(['image', 'video']);
const LINK = /https?:\/\//;

const OF_MEDIA_TYPE: Record<string, (record: MessageRecord) => boolean> = {
  allMedia: (record) => VISUAL.has(record.type),
  allDocs: (record) => record.type === 'document',
  allLinks: (record) => record.type === 'chat' && LINK.test(record.body),
};

interface MediaQuery {
  chat: Wid;
  anchor?: MsgKey;
  count: number;
  mediaType?: string;
  direction?: Direction;
}

async function msgFindMedia(query: MediaQuery): Promise<Answer> {
  const { anchor, chat, direction = 'before' } = query;
  const test = OF_MEDIA_TYPE[query.mediaType ?? 'allMedia'] ?? (() => false);
  const from = anchor && ((await records().message(anchor.toString())) ?? null);
  const all = await records().messagesBeside(
    chat.toString(),
    from ?? null,
    direction,
    Number.POSITIVE_INFINITY,
  );
  const found = all.filter(test);
  const wanted = direction === 'before' ? found.slice(-query.count) : found.slice(0, query.count);
  return { messages: wanted.map(toAttributes), status: 200 };
}

define('WAWebDBMessageFindLocal', {
  msgFindByDirection,
  msgFindBefore: (query: Query) => msgFindByDirection({ ...query, direction: 'before' }),
  msgFindAfter: (query: Query) => msgFindByDirection({ ...query, direction: 'after' }),
  msgFindMedia,
  // The sandbox has no calls.
  msgFindCallLog: async (_query: Query) => [],
});

/** The number of messages per step back in a chat, as in the client. */
const PAGE = 50;

/** Loads the next older messages of a chat into memory; undefined when there are none. */
async function loadEarlierMsgs({ chat }: { chat: Chat }): Promise<Msg[] | undefined> {
  const oldest = chat.msgs.head();
  const anchor = oldest && ((await records().message(oldest.id.toString())) ?? null);
  const id = chat.id.toString();
  const found = await records().messagesBeside(id, anchor ?? null, 'before', PAGE);
  if (found.length < PAGE) {
    chat.msgs.msgLoadState = { noEarlierMsgs: true, isLoadingEarlierMsgs: false };
  }
  return found.length === 0 ? undefined : found.map(show);
}

define('WAWebChatLoadMessages', { loadEarlierMsgs, loadRecentMsgs: loadEarlierMsgs });

interface SearchContext {
  collection: ChatMsgsCollection;
  msg: Msg | undefined;
  key: MsgKey;
  highlightMsg: true;
}

/** The messages around one; they are loaded when `collection.loadAroundPromise` settles. */
function getSearchContext(wanted: {
  chat: Chat | string;
  msgKey: Msg | MsgKey | string;
}): SearchContext {
  const key = keyOf(wanted.msgKey);
  const collection = new ChatMsgsCollection();
  collection.loadAroundPromise = loadAround(key, collection);
  return { collection, msg: msgCollection.get(key), key, highlightMsg: true };
}

function keyOf(value: Msg | MsgKey | string): MsgKey {
  if (typeof value === 'string') {
    return MsgKey.fromString(value);
  }
  return value instanceof MsgKey ? value : value.id;
}

async function loadAround(key: MsgKey, collection: ChatMsgsCollection): Promise<void> {
  const record = await records().message(key.toString());
  if (record === undefined) {
    return;
  }
  const [before, after] = await Promise.all([
    records().messagesBeside(record.chat, record, 'before', PAGE / 2),
    records().messagesBeside(record.chat, record, 'after', PAGE / 2),
  ]);
  collection.add([...before, record, ...after].map(show));
}

async function matching(query: string, chat?: Wid): Promise<MessageRecord[]> {
  const text = query.toLowerCase();
  const chats = chat ? [chat] : chatCollection.map(({ id }) => id);
  const kept = await Promise.all(
    chats.map((id) =>
      records().messagesBeside(id.toString(), null, 'before', Number.POSITIVE_INFINITY),
    ),
  );
  return kept
    .flat()
    .filter((record) => searchable(record).toLowerCase().includes(text))
    .sort((a, b) => b.t - a.t || b.order - a.order);
}

/** The searchable text of a message: text, caption, a poll's name. */
function searchable({ body, attributes }: MessageRecord): string {
  const { caption, pollName } = attributes;
  return [body, caption, pollName].filter((part) => typeof part === 'string').join('\n');
}

async function fts(query: { query: string; chat?: Wid; count: number }) {
  const found = await matching(query.query, query.chat);
  return { messages: found.slice(0, query.count).map(show) };
}

let endOther: () => void = () => undefined;

/** As in the client, a search aborts the one before it, which answers that it was cancelled. */
msgCollection._connectSearch(async (query, page, count, chat) => {
  endOther();
  const cancelled = new Promise<Found>((resolve) => {
    endOther = () => resolve({ messages: [], eof: false, canceled: true });
  });
  return Promise.race([cancelled, search(query, page, count, chat)]);
});

async function search(query: string, page: number, count: number, chat?: Wid): Promise<Found> {
  if ((await fetchPageConfig()).searchHangs) {
    return new Promise(() => undefined);
  }
  const found = await matching(query, chat);
  const end = page * count;
  return { messages: found.slice(end - count, end).map(show), eof: end >= found.length };
}

define('WAWebChatMessageSearch', { getSearchContext, fts });
