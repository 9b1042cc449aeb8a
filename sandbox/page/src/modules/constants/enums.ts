import { define } from '../../loader/define';

/** The delivery states of a message, with WhatsApp Web's numbers. */
export const ACK = {
  CONTENT_UNUPLOADABLE: -7,
  CONTENT_TOO_BIG: -4,
  CONTENT_GONE: -3,
  EXPIRED: -2,
  FAILED: -1,
  CLOCK: 0,
  SENT: 1,
  RECEIVED: 2,
  READ: 3,
  PLAYED: 4,
} as const;

export const ACK_STRING = {
  SENDER: 'sender',
  DELIVERY: 'delivery',
  READ: 'read',
  PLAYED: 'played',
  INACTIVE: 'inactive',
} as const;

define('WAWebAck', {
  ACK,
  ACK_STRING,
  EDIT_ATTR: { MESSAGE_EDIT: 1, PIN_IN_CHAT: 2, SENDER_REVOKE: 7, ADMIN_REVOKE: 8 },
});

const MSG_TYPE = {
  NOTIFICATION: 'notification',
  NOTIFICATION_TEMPLATE: 'notification_template',
  GROUP_NOTIFICATION: 'group_notification',
  GP2: 'gp2',
  BROADCAST_NOTIFICATION: 'broadcast_notification',
  E2E_NOTIFICATION: 'e2e_notification',
  CALL_LOG: 'call_log',
  PROTOCOL: 'protocol',
  CHAT: 'chat',
  LOCATION: 'location',
  PAYMENT: 'payment',
  VCARD: 'vcard',
  CIPHERTEXT: 'ciphertext',
  MULTI_VCARD: 'multi_vcard',
  REVOKED: 'revoked',
  OVERSIZED: 'oversized',
  GROUPS_V4_INVITE: 'groups_v4_invite',
  HSM: 'hsm',
  TEMPLATE_BUTTON_REPLY: 'template_button_reply',
  IMAGE: 'image',
  VIDEO: 'video',
  AUDIO: 'audio',
  PTT: 'ptt',
  STICKER: 'sticker',
  DOCUMENT: 'document',
  PRODUCT: 'product',
  ORDER: 'order',
  LIST: 'list',
  LIST_RESPONSE: 'list_response',
  BUTTONS_RESPONSE: 'buttons_response',
  POLL_CREATION: 'poll_creation',
  POLL_UPDATE: 'poll_update',
  REACTION: 'reaction',
  INTERACTIVE: 'interactive',
  PIN_MESSAGE: 'pin_message',
  EVENT_CREATION: 'event_creation',
  UNKNOWN: 'unknown',
} as const;

export const SYSTEM_MESSAGE_TYPES = [
  MSG_TYPE.NOTIFICATION,
  MSG_TYPE.NOTIFICATION_TEMPLATE,
  MSG_TYPE.GROUP_NOTIFICATION,
  MSG_TYPE.GP2,
  MSG_TYPE.BROADCAST_NOTIFICATION,
  MSG_TYPE.E2E_NOTIFICATION,
  MSG_TYPE.CALL_LOG,
  MSG_TYPE.PROTOCOL,
] as const;

define('WAWebMsgType', { MSG_TYPE, SYSTEM_MESSAGE_TYPES });

define('WAWebSendMsgResultAction', {
  SendMsgResult: {
    OK: 'OK',
    ERROR_NETWORK: 'ERROR_NETWORK',
    ERROR_EXPIRED: 'ERROR_EXPIRED',
    ERROR_CANCELLED: 'ERROR_CANCELLED',
    ERROR_UPLOAD: 'ERROR_UPLOAD',
    ERROR_UNKNOWN: 'ERROR_UNKNOWN',
  },
});

define('WAWebNonJidMentionType', { default: { MENTION_ALL: 1 } });

/** The client's own limits, which wa-js's `setLimit` changes. */
define('WAWebServerPropConstants', {
  MAX_FILE_SIZE_BYTES: 104_857_600,
  DEFAULT_MAX_FILE_SIZE_BYTES: 104_857_600,
  MULTICAST_LIMIT_GLOBAL: 5,
});

define('WAWebGroupConstants', {
  GROUP_SETTING_TYPE: {
    ANNOUNCEMENT: 'announcement',
    RESTRICT: 'restrict',
    NO_FREQUENTLY_FORWARDED: 'no_frequently_forwarded',
    EPHEMERAL: 'ephemeral',
    MEMBERSHIP_APPROVAL_MODE: 'membership_approval_mode',
  },
});

define('WAWebLogoutReasonConstants', {
  LogoutReason: {
    UserInitiated: 'user_initiated',
    AccountSyncError: 'account_sync_error',
    CriticalSyncTimeout: 'critical_sync_timeout',
    UnknownCompanion: 'unknown_companion',
  },
  LOGOUT_REASON_CODE: {
    CLIENT_FATAL: '0',
    SYNC_FAIL: '1',
    INITIAL_HISTORY_SYNC_TIMEOUT: '2',
    ACCOUNT_LOCKED: '3',
  },
});
