import { define } from '../../loader/define';
import { BaseCollection } from '../../models/BaseCollection';
import { defineModel } from '../../models/BaseModel';
import type { ChatRecord } from '../../store/records';
import { records } from '../../store/storage';
import { type ContactModel, contactCollection } from '../contact/contact';
import { getFormattedName } from '../contact/getters';
import { type GroupMetadata, groupMetadataCollection } from '../group/groupMetadata';
import type { MsgKey } from '../ids/msgKey';
import { Wid } from '../ids/wid';
import { type Presence, presenceCollection } from '../presence/presence';
import { type Mute, muteCollection } from './mute';
import { SuperChatMsgs } from './superChatMsgs';

/** Four buckets of seven days. */
const TC_TOKEN_MS = 28 * 24 * 60 * 60 * 1000;

/** A conversation with one person, addressed by LID, or with a group. */
export class Chat extends SuperChatMsgs {
  declare id: Wid;
  declare t: number;
  declare unreadCount: number;
  declare archive: boolean;
  declare pin: number | undefined;
  declare name: string | undefined;
  declare formattedTitle: string;
  declare lastReceivedKey: MsgKey | undefined;
  declare muteExpiration: number;
  declare labels: string[] | undefined;
  declare contact: ContactModel;
  declare groupMetadata: GroupMetadata | undefined;
  declare newsletterMetadata: object | undefined;
  declare presence: Presence;
  declare mute: Mute;
  declare isReadOnly: boolean;
  declare endOfHistoryTransferType: number | undefined;
  declare tcTokenTimestamp: number | undefined;
  /** The running actions of the chat, by the command's name. */
  declare promises: Record<string, Promise<unknown>>;

  override initialize(): void {
    super.initialize();
    const group = this.id.isGroup() ? groupMetadataCollection.get(this.id) : undefined;
    this.set(
      {
        contact: contactCollection.gadd(this.id),
        groupMetadata: group,
        presence: presenceCollection.gadd(this.id),
        mute: muteCollection.gadd(this.id),
        promises: {},
      },
      { silent: true },
    );
    nameChat(this);
    const followTitle = () => nameChat(this);
    this.contact.on('change:name change:pushname', followTitle, this);
    group?.on('change:subject change:announce change:participants', followTitle, this);
  }

  /** An account's read-only chats are groups in which only admins write, if it is none. */
  iAmAdmin(): boolean {
    return this.groupMetadata?.participants.iAmAdmin() ?? false;
  }

  title(): string {
    return this.formattedTitle;
  }

  equals(other: unknown): boolean {
    return other instanceof Chat && other.id.equals(this.id);
  }

  getParticipantCount(): number {
    return this.groupMetadata?.participants.length ?? 0;
  }

  hasMaybeSentMsgToChat(): boolean {
    return this.msgs.some((msg) => msg.id.fromMe);
  }

  /**
   * The token that the other side gave this account, while it is valid: the person wrote recently.
   */
  getTcToken(): Uint8Array | null {
    const given = this.tcTokenTimestamp ?? 0;
    return given * 1000 > Date.now() - TC_TOKEN_MS ? new Uint8Array(8) : null;
  }

  isTrusted(): boolean {
    return true;
  }

  getCollection(): BaseCollection<Chat> {
    return chatCollection;
  }
}

function mayWrite({ participants, announce }: GroupMetadata): boolean {
  return participants.iAmMember() && (!announce || participants.iAmAdmin());
}

/** Names a chat after its group or person. */
function nameChat(chat: Chat): void {
  const { groupMetadata, contact } = chat;
  chat.set({
    name: groupMetadata ? groupMetadata.subject : contact.name,
    formattedTitle: groupMetadata ? groupMetadata.subject : getFormattedName(contact),
    isReadOnly: groupMetadata !== undefined && !mayWrite(groupMetadata),
    ...(groupMetadata === undefined ? {} : { canSend: mayWrite(groupMetadata) }),
  });
}

defineModel({
  model: Chat,
  name: 'chat',
  idClass: Wid,
  props: [
    'id',
    't',
    'lastReceivedKey',
    'unreadCount',
    'archive',
    'pin',
    'name',
    'isReadOnly',
    'isAnnounceGrpRestrict',
    'muteExpiration',
    'labels',
    'notSpam',
    'ephemeralDuration',
    'ephemeralSettingTimestamp',
    'disappearingModeInitiator',
    'unreadMentionsOfMe',
    'endOfHistoryTransferType',
    'tcTokenTimestamp',
  ],
  session: [
    'msgs',
    'contact',
    'groupMetadata',
    'newsletterMetadata',
    'presence',
    'mute',
    'promises',
    'formattedTitle',
    'active',
    'pendingAction',
    'composeContents',
    'pausedTimerId',
    'canSend',
    'trusted',
    'pendingInitialLoading',
  ],
});

define('WAWebChatModel', { Chat });

/** Chats, pinned ones first, then by last activity. */
class ChatCollectionImpl extends BaseCollection<Chat> {
  constructor() {
    super(Chat);
    this.comparator = (a, b) => (b.pin ?? 0) - (a.pin ?? 0) || b.t - a.t;
    this.on('change:t change:pin', () => this.sort(), this);
  }

  getActive(): Chat | undefined {
    return this.findFirst((chat) => (chat as unknown as { active?: boolean }).active === true);
  }

  getChatByAccountLid(lid: Wid): Chat | undefined {
    return this.get(lid);
  }

  getUnreadCount(): number {
    return this.reduce((sum, chat) => sum + Math.max(chat.unreadCount, 0), 0);
  }
}

export const chatCollection = new ChatCollectionImpl();

define('WAWebChatCollection', { ChatCollection: chatCollection, ChatCollectionImpl });

/** Channels have their own collection, of the same class. */
export const newsletterCollection = new ChatCollectionImpl();

define('WAWebNewsletterCollection', { default: newsletterCollection });

/** Whether the phone has older messages of a chat: the client's values. */
export const END_OF_HISTORY = {
  MORE_ON_PHONE: 0,
  NO_MORE: 1,
  SOME_GIVEN_MORE_ON_PHONE: 4,
} as const;

/** The attributes of the model of a stored chat. */
export function chatAttributes(record: ChatRecord, id: Wid): object {
  return {
    id,
    t: record.t,
    unreadCount: record.unreadCount,
    archive: record.archived,
    pin: record.pin === 0 ? undefined : record.pin,
    muteExpiration: record.muteExpiration,
    labels: record.labels ?? [],
    ...(record.endOfHistory === undefined ? {} : { endOfHistoryTransferType: record.endOfHistory }),
    tcTokenTimestamp: record.tcTokenTimestamp,
    notSpam: true,
    canSend: true,
  };
}

/** The record of a chat. */
export function chatRecord(chat: Chat): ChatRecord {
  return {
    id: chat.id.toString(),
    t: chat.t,
    unreadCount: chat.unreadCount,
    archived: chat.archive,
    pin: chat.pin ?? 0,
    muteExpiration: chat.muteExpiration,
    labels: chat.labels ?? [],
    endOfHistory: chat.endOfHistoryTransferType,
    tcTokenTimestamp: chat.tcTokenTimestamp,
  };
}

/** Stores a chat's current state. */
export const saveChat = (chat: Chat): Promise<void> =>
  records().save({ chats: [chatRecord(chat)] });
