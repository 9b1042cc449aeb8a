import type { WireChat, WireContact, WireGroup, WireMessage, WireReaction } from '../protocol';
import { MESSAGES_BY_CHAT, openModelStorage, result, type StoreName, write } from './database';

/** A stored message: the received part, its position in the chat, and its state. */
export interface MessageRecord extends WireMessage {
  /** The serialized message key. */
  key: string;
  /** The position among messages of the same second: later messages have higher numbers. */
  order: number;
  /** An own message that was not sent. */
  isSendFailure?: boolean | undefined;
  errorCode?: string | undefined;
  star?: boolean;
  latestEditKey?: string;
  /** The recipients of an own message, by LID: the highest acknowledgement of each and its time. */
  receipts?: Record<string, { ack: number; t: number }> | undefined;
}

export interface ChatRecord extends WireChat {
  /** The phone's report with its last messages: `END_OF_HISTORY` of the modules of chats. */
  endOfHistory?: number | undefined;
  /**
   * The time, in seconds, at which the other side last gave a trusted-contact token by writing to
   * the account.
   */
  tcTokenTimestamp?: number | undefined;
}

/** A chat without activity. */
export const newChatRecord = (id: string, t: number): ChatRecord => ({
  id,
  t,
  unreadCount: 0,
  archived: false,
  pin: 0,
  muteExpiration: 0,
  labels: [],
});

/** A reaction: one per message and person, replaced by a later one. */
export interface ReactionRecord {
  /** `<message key>|<sender>`. */
  id: string;
  reaction: WireReaction;
}

/** A vote in a poll, in the form of the client's table: one per poll and person. */
export interface VoteRecord {
  /** `<poll's key>|<sender>`. */
  id: string;
  msgKey: string;
  parentMsgKey: string;
  sender: string;
  selectedOptionLocalIds: number[];
  senderTimestampMs: number;
  ack: number;
}

export interface Changes {
  messages?: MessageRecord[];
  chats?: ChatRecord[];
  contacts?: WireContact[];
  groups?: WireGroup[];
  reactions?: ReactionRecord[];
  votes?: VoteRecord[];
}

/** All stored data except the messages, which are loaded by chat. */
export interface World {
  chats: ChatRecord[];
  contacts: WireContact[];
  groups: WireGroup[];
  reactions: ReactionRecord[];
}

const STORE_OF: Record<keyof Changes, StoreName> = {
  messages: 'message',
  chats: 'chat',
  contacts: 'contact',
  groups: 'group',
  reactions: 'reaction',
  votes: 'poll-vote',
};

/** The page's store of chats and messages, in IndexedDB. It survives restarts with the profile. */
export class Records {
  private constructor(private readonly database: IDBDatabase) {}

  static async open(): Promise<Records> {
    return new Records(await openModelStorage());
  }

  close(): void {
    this.database.close();
  }

  /** Stores all changes or none; resolves when they are committed. */
  save(changes: Changes): Promise<void> {
    const entries = Object.entries(changes) as [keyof Changes, object[]][];
    const stores = entries.map(([name]) => STORE_OF[name]);
    return write(this.database, stores, (transaction) => {
      for (const [name, values] of entries) {
        const store = transaction.objectStore(STORE_OF[name]);
        for (const value of values) {
          store.put(value);
        }
      }
    });
  }

  async loadWorld(): Promise<World> {
    const [chats, contacts, groups, reactions] = await Promise.all([
      this.all<ChatRecord>('chat'),
      this.all<WireContact>('contact'),
      this.all<WireGroup>('group'),
      this.all<ReactionRecord>('reaction'),
    ]);
    return { chats, contacts, groups, reactions };
  }

  /**
   * Changes a stored message in one transaction, so that concurrent changes are not lost. Resolves
   * to the changed record; undefined when there is none.
   */
  updateMessage(
    key: string,
    change: (record: MessageRecord) => MessageRecord,
  ): Promise<MessageRecord | undefined> {
    let changed: MessageRecord | undefined;
    const committed = write(this.database, ['message'], (transaction) => {
      const store = transaction.objectStore('message');
      const reading: IDBRequest<MessageRecord | undefined> = store.get(key);
      reading.onsuccess = () => {
        if (reading.result !== undefined) {
          changed = change(reading.result);
          store.put(changed);
        }
      };
    });
    return committed.then(() => changed);
  }

  async message(key: string): Promise<MessageRecord | undefined> {
    return result(this.store('message').get(key));
  }

  /**
   * Messages of a chat beside an anchor, oldest first, without the anchor. Without one, the newest.
   */
  async messagesBeside(
    chat: string,
    anchor: MessageRecord | null,
    direction: 'before' | 'after',
    count: number,
  ): Promise<MessageRecord[]> {
    if (count <= 0) {
      return [];
    }
    const before = direction === 'before';
    const index = this.store('message').index(MESSAGES_BY_CHAT);
    const cursor = index.openCursor(range(chat, anchor, before), before ? 'prev' : 'next');
    const found = await collect<MessageRecord>(cursor, count);
    return before ? found.reverse() : found;
  }

  /**
   * The newest message of each chat, in one transaction: a start with 1 000 chats requests as many.
   */
  async newestMessages(chats: string[]): Promise<MessageRecord[]> {
    const index = this.store('message').index(MESSAGES_BY_CHAT);
    const found = await Promise.all(
      chats.map((chat) =>
        collect<MessageRecord>(index.openCursor(range(chat, null, true), 'prev'), 1),
      ),
    );
    return found.flat();
  }

  async deleteChat(id: string): Promise<void> {
    await write(this.database, ['chat'], (transaction) => {
      transaction.objectStore('chat').delete(id);
    });
  }

  async deleteMessages(keys: string[]): Promise<void> {
    await write(this.database, ['message'], (transaction) => {
      for (const key of keys) {
        transaction.objectStore('message').delete(key);
      }
    });
  }

  votes(): Promise<VoteRecord[]> {
    return this.all('poll-vote');
  }

  private store(name: StoreName): IDBObjectStore {
    return this.database.transaction(name).objectStore(name);
  }

  private all<T>(name: StoreName): Promise<T[]> {
    return result(this.store(name).getAll());
  }
}

function range(chat: string, anchor: MessageRecord | null, before: boolean): IDBKeyRange {
  const oldest = [chat];
  const newest = [chat, Number.POSITIVE_INFINITY];
  if (anchor === null) {
    return IDBKeyRange.bound(oldest, newest);
  }
  const at = [chat, anchor.t, anchor.order];
  return before
    ? IDBKeyRange.bound(oldest, at, false, true)
    : IDBKeyRange.bound(at, newest, true, false);
}

function collect<T>(request: IDBRequest<IDBCursorWithValue | null>, count: number): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const values: T[] = [];
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor === null) {
        resolve(values);
        return;
      }
      values.push(cursor.value as T);
      if (values.length >= count) {
        resolve(values);
      } else {
        cursor.continue();
      }
    };
  });
}
