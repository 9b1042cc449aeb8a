import type { AccountLimits } from '../src/limits/accountLimits';
import { type Limits, noLimits } from '../src/limits/shapes';
import { Page, type Wpp } from '../src/page';

/** Ids and keys as WhatsApp Web has them: `_serialized` is called `$1`, `toJSON` gives a string. */
export class FakeWid {
  readonly $1: string;

  constructor(
    readonly user: string,
    readonly server: string,
  ) {
    this.$1 = `${user}@${server}`;
  }

  static of(text: string): FakeWid {
    const [user = '', server = ''] = text.split('@');
    return new FakeWid(user, server);
  }

  toString(): string {
    return this.$1;
  }

  toJSON(): string {
    return this.$1;
  }

  isUser(): boolean {
    return this.server === 'c.us' || this.server === 'lid';
  }

  isLid(): boolean {
    return this.server === 'lid';
  }

  isStatus(): boolean {
    return this.server === 'broadcast';
  }

  isGroup(): boolean {
    return this.server === 'g.us';
  }
}

interface KeyParts {
  from?: FakeWid;
  to?: FakeWid;
  fromMe?: boolean;
  remote?: FakeWid;
  id: string;
  participant?: FakeWid;
}

export class FakeKey {
  readonly fromMe: boolean;
  readonly remote: FakeWid;
  readonly id: string;
  readonly participant?: FakeWid;

  constructor(parts: KeyParts) {
    this.fromMe = parts.fromMe ?? true;
    this.remote = parts.remote ?? parts.to ?? FakeWid.of('nobody@c.us');
    this.id = parts.id;
    if (parts.participant !== undefined) {
      this.participant = parts.participant;
    }
  }

  static fromString(text: string): FakeKey {
    const [fromMe, remote = '', id = '', participant] = text.split('_');
    return new FakeKey({
      fromMe: fromMe === 'true',
      remote: FakeWid.of(remote),
      id,
      ...(participant === undefined ? {} : { participant: FakeWid.of(participant) }),
    });
  }

  equals(other: unknown): boolean {
    return String(other) === this.toString();
  }

  toString(): string {
    const author = this.participant === undefined ? '' : `_${this.participant}`;
    return `${this.fromMe}_${this.remote}_${this.id}${author}`;
  }
}

type Data = Record<string, unknown>;

/** A model: its data, and `serialize`, which gives a copy of them. */
export function model<T extends Data>(data: T): T & { serialize(): T } {
  return Object.defineProperty({ ...data }, 'serialize', {
    value: () => ({ ...data }),
    enumerable: false,
  }) as T & { serialize(): T };
}

/** A model that tells of changes, as WhatsApp's do: `change:<attribute>`. */
export class FakeModel {
  readonly #listeners: [event: string, listener: () => void][] = [];

  constructor(private readonly data: Data) {
    for (const name of Object.keys(data)) {
      Object.defineProperty(this, name, {
        get: () => this.data[name],
        set: (value: unknown) => this.set({ [name]: value }),
      });
    }
  }

  get(name: string): unknown {
    return this.data[name];
  }

  set(changes: Data): void {
    Object.assign(this.data, changes);
    for (const [event, listener] of [...this.#listeners]) {
      if (Object.keys(changes).some((name) => event === `change:${name}`)) {
        listener();
      }
    }
  }

  on(event: string, listener: () => void): void {
    this.#listeners.push([event, listener]);
  }

  off(event: string, listener: () => void): void {
    const at = this.#listeners.findIndex(([name, known]) => name === event && known === listener);
    if (at >= 0) {
      this.#listeners.splice(at, 1);
    }
  }

  serialize(): Data {
    return { ...this.data };
  }
}

/** A page with the given parts of wa-js and modules; everything else is absent. */
export function pageWith(wpp: Data, modules: Data = {}, search = ''): Page {
  const loader = { moduleRequire: (id: string) => modules[id] ?? null };
  const kept = new Map<string, string>();
  const localStorage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  };
  const window = { location: { search }, navigator: { onLine: true }, localStorage };
  const util = { createWid: FakeWid.of };
  return new Page({ loader, util, ...wpp } as unknown as Wpp, window as unknown as Window);
}

/** The limits of an account; none unless given. */
export function limitedBy(limits: Limits = noLimits): AccountLimits {
  const known = { now: () => limits, learning: (send: () => Promise<unknown>) => send() };
  return known as unknown as AccountLimits;
}

/** A cache of pairs of LID and phone number. */
export function pairs(...known: readonly (readonly [lid: string, phoneNumber: string])[]): object {
  return {
    getPhoneNumber: (lid: FakeWid) => {
      const pair = known.find(([id]) => id === lid.toString());
      return pair === undefined ? undefined : FakeWid.of(pair[1]);
    },
    getCurrentLid: (phoneNumber: FakeWid) => {
      const pair = known.find(([, id]) => id === phoneNumber.toString());
      return pair === undefined ? undefined : FakeWid.of(pair[0]);
    },
  };
}
