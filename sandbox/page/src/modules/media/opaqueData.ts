import { define } from '../../loader/define';
import { encodeB64 } from '../library/base64';

/** A file's bytes as modules pass them on; they are read on demand. */
export class OpaqueData {
  released = false;
  #url: string | undefined;

  private constructor(private readonly blob: Blob) {}

  static async createFromData(data: BlobPart, type?: string): Promise<OpaqueData> {
    const isAsIs = data instanceof Blob && (type === undefined || type === data.type);
    return new OpaqueData(isAsIs ? data : new Blob([data], { type: type ?? '' }));
  }

  static async createFromBase64Jpeg(base64: string): Promise<OpaqueData> {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    return new OpaqueData(new Blob([bytes], { type: 'image/jpeg' }));
  }

  retain(): void {
    this.throwIfReleased('retain');
  }

  /** The client counts the holders of the bytes; here they are freed with the object. */
  autorelease(): void {}

  autoreleaseWhenPromiseCompletes(_promise: Promise<unknown>): void {}

  throwIfReleased(action: string): void {
    if (this.released) {
      throw new Error(`OpaqueData was released before ${action}`);
    }
  }

  forceToBlob(): Blob {
    return this.blob;
  }

  getBlob(): Blob {
    return this.blob;
  }

  async getBase64(): Promise<string> {
    return encodeB64(await this.blob.arrayBuffer());
  }

  size(): number {
    return this.blob.size;
  }

  type(): string {
    return this.blob.type;
  }

  url(): string {
    this.#url ??= URL.createObjectURL(this.blob);
    return this.#url;
  }

  formData(): Blob {
    return this.blob;
  }

  async validate(): Promise<boolean> {
    return this.blob.size > 0;
  }

  isBlobEqual(other: Blob): boolean {
    return this.blob === other;
  }
}

define('WAWebMediaOpaqueData', { default: OpaqueData });
