/**
 * Stores keys of messages, each with a number, in the page's local storage beside WhatsApp's data:
 * they belong to the profile, so the next page has them. For some hundreds of keys.
 */
export class KeptKeys {
  constructor(
    private readonly window: Pick<Window, 'localStorage'>,
    private readonly storageKey: string,
  ) {}

  all(): Readonly<Record<string, number>> {
    try {
      return JSON.parse(this.window.localStorage.getItem(this.storageKey) ?? '{}') as Record<
        string,
        number
      >;
    } catch {
      return {};
    }
  }

  keep(key: string, value: number): void {
    this.#write({ ...this.all(), [key]: value });
  }

  forget(key: string): void {
    const { [key]: gone, ...rest } = this.all();
    if (gone !== undefined) {
      this.#write(rest);
    }
  }

  #write(keys: Readonly<Record<string, number>>): void {
    this.window.localStorage.setItem(this.storageKey, JSON.stringify(keys));
  }
}
