import { within } from '../waiting';

/** The bridge's own database. In the browser all databases of an origin fail together. */
const databaseName = 'griot-probe';
const storeName = 'probe';
/** A slower browser is busy, which is no failure. */
const deadlineMs = 5_000;

/**
 * Detects whether the page's databases accept writes. When the disk is full, Chromium closes the
 * open databases of a page permanently: they stay closed when there is space again. WhatsApp's
 * client then connects, cannot store what arrives, and reconnects endlessly. Only a new page helps.
 * A worker's databases are not checked.
 */
export class PageStorage {
  readonly #databases: IDBFactory;
  #wasClosed = false;

  /** @param databases of a document before any of its scripts has run */
  constructor(databases: IDBFactory) {
    this.#databases = databases;
    const open = databases.open.bind(databases);
    databases.open = (name, version) => {
      const request = open(name, version);
      request.addEventListener('success', () =>
        // Closing a database by its own method fires no such event.
        request.result.addEventListener('close', () => {
          this.#wasClosed = true;
        }),
      );
      return request;
    };
  }

  /**
   * Whether the page cannot store anything any more. Never rejects.
   *
   * @param isAway whether the account is linked and not connected: a connected page has just
   * stored what it received
   */
  async fails(isAway: boolean): Promise<boolean> {
    return this.#wasClosed || (isAway && !(await canWrite(this.#databases)));
  }
}

/** Whether a write succeeds now. Never rejects. */
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
