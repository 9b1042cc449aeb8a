import type { MsgModel } from '../page';
import { isNotification, messageShape } from '../shapes/message';
import { about, onNew } from './newMessages';
import type { EventSource, PageEvent, SourcesOf } from './types';

type Plain = 'message' | 'message_create' | 'message_ciphertext' | 'media_uploaded';

/** Events of messages: received, sent, acknowledged and changed. */
export const messageEvents: SourcesOf<
  Plain | 'message_ack' | 'message_edit' | 'message_revoke_everyone' | 'message_revoke_me'
> = {
  message: (events) =>
    onNew(events, 'readable', (message) => {
      if (!message.id.fromMe && isWritten(events, message)) {
        tell(events, message);
      }
    }),

  message_create: (events) =>
    onNew(events, 'readable', (message) => {
      if (isWritten(events, message)) {
        tell(events, message);
      }
    }),

  message_ciphertext: (events) => onNew(events, 'ciphertext', (message) => tell(events, message)),

  // wa-js's chat.msg_ack_change has no message, and leaves out the effects of others' devices on
  // their own messages.
  message_ack: (events) => {
    const tell = (message: MsgModel, ack: unknown): void => {
      // An edit by its author removes the message's ack.
      if (typeof ack === 'number') {
        const data = { message: messageShape(events.page, message), ack };
        events.tell(about(events.page, message, `:${ack}`), data);
      }
    };
    events.on(events.page.wpp.whatsapp.MsgStore, 'change:ack', tell);
    // The last one only: those before it are nowhere.
    events.onFound((message) => {
      if (message.id.fromMe && message.ack !== 0) {
        tell(message, message.ack);
      }
    });
  },

  // wa-js's chat.msg_edited has no texts. A body also changes when a message is decrypted or
  // revoked, and a file's body is its preview; the edit's key identifies an edit.
  message_edit: (events) => {
    const tell = (message: MsgModel, now: unknown, before: unknown): void => {
      const edit = (message as { latestEditMsgKey?: unknown }).latestEditMsgKey;
      const isText = message.directPath ? now === message.caption : now === message.body;
      if (!edit || message.type === 'revoked' || !isText || typeof now !== 'string') {
        return;
      }
      events.tell(about(events.page, message, `:${editId(edit)}`), {
        message: messageShape(events.page, message),
        newBody: now,
        prevBody: typeof before === 'string' ? before : '',
      });
    };
    events.on(events.page.wpp.whatsapp.MsgStore, 'change:body change:caption', tell);
    // The text before the edit is not stored anywhere.
    events.onFound((message) =>
      tell(message, message.directPath ? message.caption : message.body, undefined),
    );
  },

  // wa-js's chat.msg_revoke comes from the revocation's notice, which does not contain the message.
  message_revoke_everyone: (events) => {
    const see = (message: MsgModel): void => {
      if (message.type === 'revoked') {
        tell(events, message);
      }
    };
    events.on(events.page.wpp.whatsapp.MsgStore, 'change:type', see);
    events.onFound(see);
  },

  // WhatsApp also removes old messages from memory; those are not new ones.
  message_revoke_me: (events) =>
    events.on(events.page.wpp.whatsapp.MsgStore, 'remove', (message: MsgModel) => {
      if (message.isNewMsg && message.type !== 'revoked' && isWritten(events, message)) {
        tell(events, message);
      }
    }),

  media_uploaded: (events) =>
    events.on(
      events.page.wpp.whatsapp.MsgStore,
      'change:isUnsentMedia',
      (message: MsgModel, isUnsent: unknown) => {
        if (message.id.fromMe && !isUnsent) {
          tell(events, message);
        }
      },
    ),
};

/** WhatsApp's database has keys as texts, its models as objects. */
function editId(edit: unknown): string {
  const { id } = edit as { id?: string };
  return id ?? String(edit).split('_')[2] ?? String(edit);
}

function tell(
  events: EventSource<Plain | 'message_revoke_everyone' | 'message_revoke_me'>,
  message: MsgModel,
) {
  events.tell(about(events.page, message), { message: messageShape(events.page, message) });
}

/**
 * Whether a person wrote the message: WhatsApp also represents notices of groups and the like as
 * messages.
 */
function isWritten<K extends PageEvent>(events: EventSource<K>, message: MsgModel): boolean {
  return message.type !== 'gp2' && !isNotification(events.page, message);
}
