import { define } from '../../loader/define';
import { BaseCollection } from '../../models/BaseCollection';
import { BaseModel, defineModel } from '../../models/BaseModel';
import { ACK } from '../constants/enums';
import { type ContactModel, contactCollection } from '../contact/contact';
import { MsgKey } from '../ids/msgKey';
import type { Wid } from '../ids/wid';
import { MediaData } from '../media/mediaData';
import { download, type MediaObject } from '../media/transfer';
import { MESSAGE_ATTRIBUTES } from './attributes';

/** The messages with a media object. */
const registered = new WeakSet<Msg>();

/** A message in a chat. */
export class Msg extends BaseModel {
  declare id: MsgKey;
  /** The position among messages of the same second. */
  declare rowId: number;
  declare type: string;
  declare subtype: string | undefined;
  declare body: string;
  declare caption: string | undefined;
  declare t: number;
  declare from: Wid;
  declare to: Wid;
  declare author: Wid | undefined;
  declare ack: number;
  /** It was not sent, or not in its current form. */
  declare isSendFailure: boolean | undefined;
  declare star: boolean | undefined;
  declare isForwarded: boolean | undefined;
  declare forwardingScore: number | undefined;
  declare isNewMsg: boolean;
  /** Whether this page made it. */
  declare local: boolean | undefined;
  /** Its file is being uploaded. */
  declare isUnsentMedia: boolean | undefined;
  declare mentionedJidList: Wid[] | undefined;
  declare quotedStanzaID: string | undefined;
  declare quotedParticipant: Wid | undefined;
  declare quotedRemoteJid: Wid | undefined;
  declare quotedMsg: object | undefined;
  declare latestEditMsgKey: MsgKey | undefined;
  declare latestEditSenderTimestampMs: number | undefined;

  declare mimetype: string | undefined;
  declare filename: string | undefined;
  declare size: number | undefined;
  declare filehash: string | undefined;
  declare directPath: string | undefined;
  declare mediaData: MediaData | undefined;

  override initialize(): void {
    if (this.mediaData === undefined && this.filehash !== undefined) {
      const { type, mimetype, filename, size, filehash, directPath } = this;
      const mediaData = new MediaData({ type, mimetype, filename, size, filehash });
      mediaData.mediaStage = directPath === undefined ? 'NEED_UPLOAD' : 'NEED_POKE';
      this.set({ mediaData }, undefined, { silent: true });
    }
    this._register();
  }

  /**
   * Gives it a media object. As in the client, an unsent own message that another page made gets
   * none: it counts as one that the phone sends.
   */
  _register(): void {
    const isPhones = this.id.fromMe && !this.local && this.ack < ACK.SENT;
    if (this.filehash !== undefined && !isPhones) {
      registered.add(this);
    }
  }

  /** Its file; after a reload without the bytes. */
  get mediaObject(): MediaObject | undefined {
    return registered.has(this) && this.filehash !== undefined
      ? { filehash: this.filehash, mediaBlob: this.mediaData?.mediaBlob }
      : undefined;
  }

  /** Loads the message's file into the page's store; a missing file is no error. */
  async downloadMedia(_options?: object): Promise<void> {
    if (this.directPath !== undefined && this.mediaData !== undefined) {
      const isHere = await download(this.directPath, this.mediaData.filehash);
      this.mediaData.mediaStage = isHere ? 'RESOLVED' : 'ERROR_MISSING';
    }
  }

  /** The author: the one in a group, else the sender. */
  get sender(): Wid {
    return this.author ?? this.from;
  }

  get senderObj(): ContactModel {
    return contactCollection.gadd(this.sender);
  }

  /** Raises the acknowledgement; a lower one does not replace a higher one. */
  updateAck(ack: number): void {
    if (ack > this.ack || ack < 0) {
      this.ack = ack;
    }
  }

  /** The data of this message in a message that quotes it. */
  msgContextInfo(_chat?: unknown): object {
    const { type, body, caption, mentionedJidList } = this;
    return {
      quotedMsg: { type, body, caption, mentionedJidList },
      quotedStanzaID: this.id.id,
      quotedParticipant: this.sender,
      quotedRemoteJid: this.id.remote,
    };
  }

  safe(): this {
    return this;
  }

  unsafe(): this {
    return this;
  }

  getCollection(): BaseCollection<Msg> {
    return msgCollection;
  }
}

defineModel({
  model: Msg,
  name: 'msg',
  idClass: MsgKey,
  props: MESSAGE_ATTRIBUTES,
  session: ['isNewMsg', 'isUnsentMedia', 'local', 'stale', 'mediaData', 'isQuotedMsgAvailable'],
});

define('WAWebMsgModel', { Msg });

/** Adds messages to their chat and to the collection; set by the modules of chats. */
type Receive = (chat: Wid, messages: object[]) => Promise<Msg[]>;
type Load = (key: MsgKey) => Promise<Msg | undefined>;
type Search = (query: string, page: number, count: number, chat?: Wid) => Promise<Found>;

/** A page of a search's results; `eof` on the last one. */
export interface Found {
  messages: Msg[];
  eof: boolean;
  /** Another search has begun. */
  canceled?: boolean;
}

/** The default number of messages on a page of a search. */
const SEARCH_PAGE = 50;

/** All messages in memory. */
class MsgCollectionImpl extends BaseCollection<Msg> {
  #receive: Receive = () => Promise.reject(new Error('Messages are not connected to chats'));
  #load: Load = () => Promise.reject(new Error('Messages are not connected to chats'));

  #search: Search = () => Promise.reject(new Error('Messages are not connected to storage'));

  /**
   * Sets how messages reach their chat. The modules of chats depend on this file, so they connect
   * themselves here.
   */
  _connect(receive: Receive, load: Load): void {
    this.#receive = receive;
    this.#load = load;
  }

  _connectSearch(search: Search): void {
    this.#search = search;
  }

  /** Full-text search over stored messages, newest first; pages count from 1. */
  search(query: string, page = 1, count = SEARCH_PAGE, chat?: Wid): Promise<Found> {
    return this.#search(query, page, count, chat);
  }

  /** All messages enter the page here; wa-js listens to it for revocations. */
  processMultipleMessages(chat: Wid, messages: object[]): Promise<Msg[]> {
    return this.#receive(chat, messages);
  }

  /** Messages by key or key text, from memory or storage; unknown ones are left out. */
  async getMessagesById(ids: (string | MsgKey)[]): Promise<{ messages: Msg[] }> {
    const found = await Promise.all(
      ids.map((id) => this.get(id) ?? this.#load(MsgKey.fromString(String(id)))),
    );
    return { messages: found.filter((msg) => msg !== undefined) };
  }

  /**
   * Passes a revocation's notice to the listeners of all messages; it is not stored as a message.
   */
  async _announceRevoke(chat: Wid, target: MsgKey, t: number): Promise<void> {
    const id = target.clone();
    const subtype = 'sender_revoke';
    await this.processMultipleMessages(chat, [
      {
        id,
        type: 'protocol',
        subtype,
        protocolMessageKey: target,
        isNewMsg: true,
        t,
        from: target.remote,
        to: target.remote,
        author: target.participant,
      },
    ]);
  }

  hasSynced(): boolean {
    return true;
  }

  hasUnsentMessages(): boolean {
    return this.some((msg) => msg.id.fromMe && msg.ack === 0);
  }
}

export const msgCollection = new MsgCollectionImpl(Msg);

define('WAWebMsgCollection', { MsgCollection: msgCollection });
