import type { webhooks } from '../generated/api';
import type { MsgModel, Page } from '../page';
import type { SeenReaction } from '../workarounds';

/** Every event that `openapi.yaml` has. */
type EventName = keyof webhooks;

type Body<K extends EventName> = webhooks[K]['post']['requestBody']['content']['application/json'];

/** What an event's `data` are. */
export type DataOf<K extends EventName> = Body<K> extends { data: infer D } ? D : never;

/** Those that the host tells by itself: it knows the connection and the limits, and asks for files. */
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

/** Those of the customer's account, which no session has. */
type AccountEvent = {
  [K in EventName]: Body<K> extends { sessionId: string } ? never : K;
}[EventName];

export type PageEvent = Exclude<EventName, HostEvent | AccountEvent>;

/** Which one of its kind an event is. */
interface Identity {
  /** Tells it from the account's others of its kind, the same whenever it is seen. */
  key: string;
  /** The chat's id: a chat's events stay in order. */
  chat: string;
}

/** Listens for one kind of event, inside WhatsApp's own code: it must not throw there. */
export interface EventSource<K extends PageEvent> {
  readonly page: Page;
  /** Calls back at an event of one of WhatsApp's models or collections. */
  on<Args extends readonly unknown[]>(
    source: unknown,
    event: string,
    listener: (...args: Args) => void,
  ): void;
  /** Runs what may throw, and says so to the host if it does. */
  guarded(work: () => unknown): void;
  tell(identity: Identity, data: DataOf<K>): void;
  /** Calls back with a message that was found instead of heard of. */
  onFound(listener: (message: MsgModel) => void): void;
  /** Calls back with a reaction to such a message. */
  onFoundReaction(listener: (reaction: SeenReaction) => void): void;
}

/** Subscribes to each kind of event. */
export type Sources = { readonly [K in PageEvent]: (events: EventSource<K>) => void };

/** The part of the map that one file implements. */
export type SourcesOf<Names extends PageEvent> = Pick<Sources, Names>;
