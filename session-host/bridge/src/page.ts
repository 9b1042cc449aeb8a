/** wa-js in the page. */
export type Wpp = typeof import('@wppconnect/wa-js');

export type Whatsapp = Wpp['whatsapp'];
export type Wid = InstanceType<Whatsapp['Wid']>;
export type MsgKey = InstanceType<Whatsapp['MsgKey']>;
export type ChatModel = InstanceType<Whatsapp['ChatModel']>;
export type ContactModel = InstanceType<Whatsapp['ContactModel']>;
export type MsgModel = InstanceType<Whatsapp['MsgModel']>;
export type MuteModel = InstanceType<Whatsapp['MuteModel']>;
export type GroupMetadataModel = InstanceType<Whatsapp['GroupMetadataModel']>;

/** The page as the bridge uses it: wa-js, and modules of WhatsApp that wa-js does not wrap. */
export class Page {
  readonly #modules = new Map<string, unknown>();

  /** Called for a private chat whose phone number this page does not know. */
  onUnknownNumber: (lid: Wid) => void = () => undefined;

  constructor(
    readonly wpp: Wpp,
    readonly window: Window,
  ) {}

  /**
   * A module of WhatsApp Web by its id; null if it does not exist (yet). CommonJS modules come as
   * `{default}`, because wa-js loads them by `importNamespace`.
   */
  module<T>(id: string): T | null {
    const known = this.#modules.get(id);
    if (known !== undefined) {
      return known as T;
    }
    const found = this.wpp.loader.moduleRequire<T | null>(id);
    if (found !== null && found !== undefined) {
      this.#modules.set(id, found);
    }
    return found ?? null;
  }
}
