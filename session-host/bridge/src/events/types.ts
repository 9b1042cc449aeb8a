import type { webhooks } from '../generated/api';
import type { MsgModel, Page } from '../page';
import type { SeenReaction } from '../workarounds';

/** The names of all events in `openapi.yaml`. */
type EventName = keyof webhooks;

type Body<K extends EventName> = webhooks[K]['post']['requestBody']['content']['application/json'];

/** The type of an event's `data`. */
export type DataOf<K extends EventName> = Body<K> extends { data: infer D } ? D : never;

/**
 * Events that the host itself reports: it knows the connection and the limits, and asks for files.
 */
type HostEvent =
  | 'qr'
  | 'code'
  | 'authenticated'
  | 'ready'
  | 'caught_up'
  | 'change_state'
  | 'disconnected'
  | 'account_limits'
  | 'passkey_required'
  | 'gap'
  | 'media';

/** Events of the customer's account, which no session has. */
type AccountEvent = {
  [K in EventName]: Body<K> extends { sessionId: string } ? never : K;
}[EventName];

export type PageEvent = Exclude<EventName, HostEvent | AccountEvent>;

/** The identity of an event among those of its kind. */
interface Identity {
  /** Distinguishes it from the account's others of its kind; the same whenever it is seen. */
  key: string;
  /** The chat's id: events of a chat stay in order. */
  chat: string;
}

/**
 * Listens for one kind of event. It runs inside WhatsApp's own code, so it must not throw there.
 */
export interface EventSource<K extends PageEvent> {
  readonly page: Page;
  /** Listens to an event of one of WhatsApp's models or collections. */
  on<Args extends readonly unknown[]>(
    source: unknown,
    event: string,
    listener: (...args: Args) => void,
  ): void;
  /** Runs work that may throw, and reports errors to the host. */
  guarded(work: () => unknown): void;
  tell(identity: Identity, data: DataOf<K>): void;
  /** Listens for messages found on the host's request. */
  onFound(listener: (message: MsgModel) => void): void;
  /** Calls back with a reaction to such a message. */
  onFoundReaction(listener: (reaction: SeenReaction) => void): void;
}

/** Subscribes to each kind of event. */
export type Sources = { readonly [K in PageEvent]: (events: EventSource<K>) => void };

/** The part of the map that one file implements. */
export type SourcesOf<Names extends PageEvent> = Pick<Sources, Names>;
