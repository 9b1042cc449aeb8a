/**
 * IndexedDB with promises. One database holds the page's world; the credentials have their own, so
 * that logging out can delete either.
 */
const NAME = 'model-storage';
const VERSION = 2;

export type StoreName = 'message' | 'chat' | 'contact' | 'group' | 'reaction' | 'poll-vote';

export const MESSAGES_BY_CHAT = 'chatAndTime';

function openDatabase(
  name: string,
  version: number,
  upgrade: (database: IDBDatabase, from: number) => void,
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = (event) => upgrade(request.result, event.oldVersion);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error(`Database ${name} is held by another page`));
  });
}

export function openModelStorage(): Promise<IDBDatabase> {
  return openDatabase(NAME, VERSION, (database, from) => {
    if (from < 1) {
      const messages = database.createObjectStore('message', { keyPath: 'key' });
      messages.createIndex(MESSAGES_BY_CHAT, ['chat', 't', 'order']);
      for (const name of ['chat', 'group', 'reaction'] as const) {
        database.createObjectStore(name, { keyPath: 'id' });
      }
      database.createObjectStore('contact', { keyPath: 'lid' });
    }
    database.createObjectStore('poll-vote', { keyPath: 'id' });
  });
}

/** Credentials and the state of the Signal protocol, under the client's names of database and stores. */
export const SIGNAL_STORAGE = 'signal-storage';
const SIGNAL_VERSION = 2;

export type SignalStoreName = 'session-store' | 'senderkey-store' | 'participant';

export function openSignalStorage(): Promise<IDBDatabase> {
  return openDatabase(SIGNAL_STORAGE, SIGNAL_VERSION, (database, from) => {
    if (from < 1) {
      database.createObjectStore('credentials');
    }
    database.createObjectStore('session-store', { keyPath: 'address' });
    database.createObjectStore('senderkey-store', { keyPath: 'senderKeyName' });
    database.createObjectStore('participant', { keyPath: 'groupId' });
  });
}

export function deleteModelStorage(): Promise<void> {
  return deleteDatabase(NAME);
}

export function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
    // Another connection is closing; the deletion then continues by itself.
    request.onblocked = () => resolve();
  });
}

export function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Runs `work` in one read-write transaction and resolves when it is committed. */
export function write(
  database: IDBDatabase,
  stores: string[],
  work: (transaction: IDBTransaction) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    // Relaxed durability: Chromium gives the pages to the system without waiting for the disk, as
    // for the real client.
    const transaction = database.transaction(stores, 'readwrite', { durability: 'relaxed' });
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error ?? new Error('Transaction aborted'));
    work(transaction);
  });
}
