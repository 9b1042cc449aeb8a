import { define } from '../../loader/define';

/** The servers of ids of people or businesses, by phone number or hidden number. */
const USER_SERVERS = new Set(['c.us', 'lid', 'hosted', 'hosted.lid', 'bot']);

const SERVERS = new Set([
  ...USER_SERVERS,
  'g.us',
  'broadcast',
  'newsletter',
  'call',
  's.whatsapp.net',
]);

type WidLike = Wid | string;

/**
 * An address: `<user>@<server>`, for a device `<user>:<device>@<server>`. Created by
 * `WAWebWidFactory`; two with the same text are equal.
 */
export class Wid {
  declare readonly user: string;
  declare readonly server: string;
  declare readonly device: number | undefined;
  declare readonly _serialized: string;

  constructor(id: string, options?: { intentionallyUsePrivateConstructor: boolean }) {
    if (options?.intentionallyUsePrivateConstructor !== true) {
      throw new Error('Wids are made by WAWebWidFactory');
    }
    const [name = '', server = ''] = id.split('@');
    const [user = '', device] = name.split(':');
    this.user = user;
    this.server = server === 's.whatsapp.net' ? 'c.us' : server;
    if (device !== undefined) {
      this.device = Number(device);
    }
    this._serialized = `${name}@${this.server}`;
  }

  equals(other: unknown): boolean {
    return other instanceof Wid && other._serialized === this._serialized;
  }

  getDeviceId(): number {
    return this.device ?? 0;
  }

  getJidServer(): string {
    return this.server === 'c.us' ? 's.whatsapp.net' : this.server;
  }

  isBot(): boolean {
    return this.server === 'bot';
  }

  isBroadcast(): boolean {
    return this.server === 'broadcast';
  }

  isBroadcastList(): boolean {
    return this.isBroadcast() && !this.isStatus();
  }

  isCompanion(): boolean {
    return this.getDeviceId() !== 0;
  }

  isGreaterThan(other: unknown): boolean {
    return other instanceof Wid && this._serialized > other._serialized;
  }

  isLessThan(other: unknown): boolean {
    return other instanceof Wid && this._serialized < other._serialized;
  }

  isGroup(): boolean {
    return this.server === 'g.us';
  }

  isGroupCall(): boolean {
    return this.server === 'call';
  }

  isHosted(): boolean {
    return this.server === 'hosted';
  }

  isIAS(): boolean {
    return false;
  }

  isLid(): boolean {
    return this.server === 'lid' || this.server === 'hosted.lid';
  }

  isNewsletter(): boolean {
    return this.server === 'newsletter';
  }

  isOfficialBizAccount(): boolean {
    return this._serialized === '16505361212@c.us';
  }

  isPSA(): boolean {
    return this._serialized === '0@c.us';
  }

  isRegularUser(): boolean {
    return this.isUser() && !this.isPSA() && !this.isBot();
  }

  isRegularUserPn(): boolean {
    return this.isRegularUser() && !this.isLid();
  }

  isServer(): boolean {
    return this._serialized === 'server@c.us';
  }

  isStatus(): boolean {
    return this._serialized === 'status@broadcast';
  }

  isSupportAccount(): boolean {
    return false;
  }

  isUser(): boolean {
    return USER_SERVERS.has(this.server);
  }

  isUserNotPSA(): boolean {
    return this.isUser() && !this.isPSA();
  }

  toJid(): string {
    return this.toString().replace(/@c\.us$/, '@s.whatsapp.net');
  }

  toLogString(): string {
    return `…@${this.server}`;
  }

  toString(): string {
    return this._serialized;
  }

  static equals(a: WidLike, b: WidLike): boolean {
    return String(a) === String(b);
  }

  static canBeWid(id: unknown): boolean {
    return (
      typeof id === 'string' && /^[^@\s]+@[a-z.]+$/.test(id) && SERVERS.has(id.split('@')[1] ?? '')
    );
  }

  static isWid(value: unknown): value is Wid {
    return value instanceof Wid;
  }

  static isXWid(server: string, id: WidLike): boolean {
    return String(id).split('@')[1] === server;
  }

  static isGroup(id: WidLike): boolean {
    return Wid.isXWid('g.us', id);
  }

  static isLid(id: WidLike): boolean {
    return Wid.isXWid('lid', id);
  }

  static isUser(id: WidLike): boolean {
    return USER_SERVERS.has(String(id).split('@')[1] ?? '');
  }

  static isBroadcast(id: WidLike): boolean {
    return Wid.isXWid('broadcast', id);
  }

  static isNewsletter(id: WidLike): boolean {
    return Wid.isXWid('newsletter', id);
  }

  static isStatus(id: WidLike): boolean {
    return String(id) === 'status@broadcast';
  }

  static user(id: string): string | undefined {
    return id.split('@')[0];
  }
}

define('WAWebWid', { default: Wid });
