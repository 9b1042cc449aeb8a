import { define } from '../../loader/define';

/**
 * The maximum of sent and downloaded files that the page keeps; the client's own store is larger.
 */
const MAX_BYTES = 64 * 1024 * 1024;

/** Files by hash: the newest, up to a size. Blobs, so that the browser may keep them on disk. */
class FilesByHash {
  readonly #files = new Map<string, Blob>();

  getBlob(hash: string): Blob | undefined {
    return this.#files.get(hash);
  }

  putBlob(hash: string, blob: Blob): void {
    this.#files.delete(hash);
    this.#files.set(hash, blob);
    let bytes = 0;
    for (const kept of [...this.#files.keys()].reverse()) {
      bytes += this.#files.get(kept)?.size ?? 0;
      if (bytes > MAX_BYTES && kept !== hash) {
        this.#files.delete(kept);
      }
    }
  }

  forget(hash: string): void {
    this.#files.delete(hash);
  }

  get hashes(): string[] {
    return [...this.#files.keys()];
  }

  empty(): void {
    this.#files.clear();
  }
}

export const files = new FilesByHash();

/** The client's store on disk for files it has seen. */
class MediaStore {
  async get(hash: string): Promise<ArrayBuffer | null> {
    return (await files.getBlob(hash)?.arrayBuffer()) ?? null;
  }

  async put(hash: string, value: BlobPart): Promise<void> {
    files.putBlob(hash, new Blob([value]));
  }

  async del(hash: string): Promise<void> {
    files.forget(hash);
  }

  async clear(): Promise<void> {
    files.empty();
  }

  async count(): Promise<number> {
    return files.hashes.length;
  }

  async has(hash: string): Promise<boolean> {
    return files.getBlob(hash) !== undefined;
  }
}

define('WAWebMediaStore', { MediaStore, LruMediaStore: new MediaStore() });

/** The client's store in memory for downloaded files; here nothing is evicted. */
class InMemoryMediaBlobCacheImpl {
  readonly #blobs = new Map<string, Blob>();

  has(hash: string): boolean {
    return this.#blobs.has(hash);
  }

  put(hash: string, blob: Blob): void {
    this.#blobs.set(hash, blob);
  }

  readonly get = (hash: string): Blob | undefined => this.#blobs.get(hash);

  readonly clear = (): void => this.#blobs.clear();
}

export const inMemory = new InMemoryMediaBlobCacheImpl();

define('WAWebMediaInMemoryBlobCache', {
  InMemoryMediaBlobCacheImpl,
  InMemoryMediaBlobCache: inMemory,
});
