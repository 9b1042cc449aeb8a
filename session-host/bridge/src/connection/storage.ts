import { within } from '../waiting';

/** A database of our own. All databases of a page's origin are one in the browser, and fail together. */
const databaseName = 'griot-probe';
const storeName = 'probe';
/** A browser that takes longer is busy, which is no failure. */
const deadlineMs = 5_000;

/**
 * Whether the page's databases take what it writes. Where the disk is full, Chromium closes the databases
 * that a page has open, for good: they stay closed when there is room again. WhatsApp's client then
 * connects, cannot store what arrives, and connects anew without end. Only another page helps. A worker's
 * databases are not seen.
 */
export class PageStorage {
  readonly #databases: IDBFactory;
  #wasClosed = false;

  /** @param databases of a document none of whose scripts has run yet */
  constructor(databases: IDBFactory) {
    this.#databases = databases;
    const open = databases.open.bind(databases);
    databases.open = (name, version) => {
      const request = open(name, version);
      request.addEventListener('success', () =>
        // Whoever closes a database by its own method gets no such event.
        request.result.addEventListener('close', () => {
          this.#wasClosed = true;
        }),
      );
      return request;
    };
  }

  /**
   * Whether the page can store nothing any more. Never rejects.
   *
   * @param isAway whether the account is linked and not connected: a connected page has just stored what it got
   */
  async fails(isAway: boolean): Promise<boolean> {
    return this.#wasClosed || (isAway && !(await canWrite(this.#databases)));
  }
}

/** Whether a write is taken now. Never rejects. */
async function canWrite(databases: IDBFactory): Promise<boolean> {
  const written = write(databases).then(
    () => true,
    () => false,
  );
  return within(written, deadlineMs, () => true);
}

async function write(databases: IDBFactory): Promise<void> {
  const database = await open(databases);
  try {
    await put(database);
  } finally {
    database.close();
  }
}

function open(databases: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = databases.open(databaseName, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function put(database: IDBDatabase): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(storeName, 'readwrite', { durability: 'relaxed' });
    transaction.objectStore(storeName).put(Date.now(), 0);
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}
