import { within } from '../waiting';

/** A database of our own. All databases of a page's origin are one in the browser, and fail together. */
const databaseName = 'griot-probe';
const storeName = 'probe';
/** A browser that takes longer is busy, which is no failure. */
const deadlineMs = 5_000;

/**
 * Whether the page can write to its databases. Once one write has failed, because the disk was full for
 * one, Chromium refuses all others for as long as it runs. WhatsApp's client then connects, cannot store
 * what arrives, and connects anew without end: only another browser helps. Never rejects.
 */
export async function canWrite(databases: IDBFactory): Promise<boolean> {
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
