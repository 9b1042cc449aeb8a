import type { components } from '../../generated/api';

export type EventName = components['schemas']['EventName'];

/** Every event, once: the compiler says which one is missing. */
const ALL: Record<EventName, true> = {
  qr: true,
  code: true,
  passkey_required: true,
  authenticated: true,
  ready: true,
  caught_up: true,
  change_state: true,
  disconnected: true,
  account_limits: true,
  gap: true,
  message: true,
  message_create: true,
  message_ciphertext: true,
  media: true,
  message_ack: true,
  message_edit: true,
  message_reaction: true,
  message_revoke_everyone: true,
  message_revoke_me: true,
  media_uploaded: true,
  group_join: true,
  group_leave: true,
  group_admin_changed: true,
  group_membership_request: true,
  group_update: true,
  contact_changed: true,
  chat_removed: true,
  chat_archived: true,
  unread_count: true,
  call: true,
  vote_update: true,
  subscription_grace: true,
  subscription_suspended: true,
  subscription_renewed: true,
  event_not_delivered: true,
  webhook_disabled: true,
  webhook_test: true,
};

export const EVENT_NAMES = Object.keys(ALL) as readonly EventName[];

/** The events that a webhook wants; null when it wants all. */
export function wantedOf(events: readonly EventName[] | null | undefined) {
  return events && EVENT_NAMES.some((name) => !events.includes(name)) ? events : null;
}
