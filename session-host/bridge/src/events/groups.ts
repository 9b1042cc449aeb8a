import { idText } from '../models/plain';
import type { MsgModel, Page } from '../page';
import { messageId, messageShape } from '../shapes/message';
import { phoneNumbersOf, whoAs } from '../shapes/numbers';
import { about, onNew } from './newMessages';
import type { DataOf, EventSource, SourcesOf } from './types';

type GroupEvent =
  | 'group_join'
  | 'group_leave'
  | 'group_admin_changed'
  | 'group_membership_request'
  | 'group_update';

/**
 * The events for WhatsApp's kinds of notices in groups; all other kinds change the group itself.
 */
const kinds: Readonly<Record<string, GroupEvent>> = {
  add: 'group_join',
  invite: 'group_join',
  linked_group_join: 'group_join',
  remove: 'group_leave',
  leave: 'group_leave',
  promote: 'group_admin_changed',
  demote: 'group_admin_changed',
  membership_approval_request: 'group_membership_request',
};

/**
 * Events in groups, from the notices that WhatsApp writes into them. wa-js's
 * `group.participant_changed` reports only members, without the notice's id and time.
 */
export const groupEvents: SourcesOf<GroupEvent | 'contact_changed'> = {
  group_join: (events) => listen(events, 'group_join'),
  group_leave: (events) => listen(events, 'group_leave'),
  group_admin_changed: (events) => listen(events, 'group_admin_changed'),
  group_membership_request: (events) => listen(events, 'group_membership_request'),
  group_update: (events) => listen(events, 'group_update'),

  contact_changed: (events) =>
    onNew(events, 'readable', (message) => {
      const change = numberChange(message);
      if (change !== null) {
        const shape = messageShape(events.page, message);
        events.tell(about(events.page, message), {
          message: shape,
          ...change,
          ...whoAs(events.page, 'old', change.oldId),
          ...whoAs(events.page, 'new', change.newId),
        });
      }
    }),
};

function listen(events: EventSource<GroupEvent>, wanted: GroupEvent): void {
  onNew(events, 'readable', (message) => {
    const subtype = message.subtype ?? '';
    if (message.type === 'gp2' && (kinds[subtype] ?? 'group_update') === wanted) {
      events.tell(about(events.page, message), {
        notification: notification(events.page, message, subtype),
      });
    }
  });
}

function notification(
  page: Page,
  message: MsgModel,
  type: string,
): DataOf<GroupEvent>['notification'] {
  const { recipients } = message as { recipients?: unknown };
  const recipientIds = ids(recipients);
  return {
    id: messageId(message),
    body: message.body ?? '',
    type,
    timestamp: message.t ?? 0,
    chatId: message.id.remote.toString(),
    author: idText(message.author) ?? '',
    ...whoAs(page, 'author', message.author),
    recipientIds,
    recipientNumbers: phoneNumbersOf(page, recipientIds),
  };
}

type Change = Pick<DataOf<'contact_changed'>, 'oldId' | 'newId' | 'isContact'>;

/** A person's new number. WhatsApp reports it in the person's own chat, and in common groups. */
function numberChange(message: MsgModel): Change | null {
  const { templateParams, recipients } = message as {
    templateParams?: unknown;
    recipients?: unknown;
  };
  if (message.type === 'notification_template' && message.subtype === 'change_number') {
    const newId = idText(message.to) ?? '';
    const oldId = ids(templateParams).find((id) => id !== newId) ?? '';
    return { oldId, newId, isContact: true };
  }
  return message.type === 'gp2' && message.subtype === 'modify'
    ? { oldId: idText(message.author) ?? '', newId: ids(recipients)[0] ?? '', isContact: false }
    : null;
}

function ids(list: unknown): string[] {
  return Array.isArray(list) ? list.flatMap((id) => idText(id) ?? []) : [];
}
