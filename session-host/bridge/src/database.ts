/**
 * A table in the bridge's own database, beside WhatsApp's, which it does not touch. The profile's
 * checkpoint includes it.
 */
export class OwnTable {
  #opened: Promise<IDBDatabase> | null = null;

  /**
   * @param keyPath the attribute that identifies a row
   * @param indexes further attributes by which rows are found; each names its index
   */
  constructor(
    private readonly factory: IDBFactory,
    private readonly database: string,
    private readonly table: string,
    private readonly keyPath: string,
    private readonly indexes: readonly string[] = [],
  ) {}

  /** The table in a new transaction. */
  async rows(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    const opened = await this.#open();
    // Relaxed durability: a write that the operating system has survives the browser.
    return opened.transaction(this.table, mode, { durability: 'relaxed' }).objectStore(this.table);
  }

  #open(): Promise<IDBDatabase> {
    this.#opened ??= new Promise((resolve, reject) => {
      const request = this.factory.open(this.database, 1);
      request.onupgradeneeded = () => {
        const rows = request.result.createObjectStore(this.table, { keyPath: this.keyPath });
        for (const attribute of this.indexes) {
          rows.createIndex(attribute, attribute);
        }
      };
      request.onsuccess = () => {
        // A deletion of all of the origin's databases must not wait for this one.
        request.result.onversionchange = () => {
          request.result.close();
          this.#opened = null;
        };
        resolve(request.result);
      };
      request.onerror = () => {
        this.#opened = null;
        reject(request.error);
      };
    });
    return this.#opened;
  }
}

/** The result of a database request. */
export function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
