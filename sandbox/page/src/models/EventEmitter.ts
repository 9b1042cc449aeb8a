type Listener = (...args: never[]) => unknown;

interface Subscription {
  readonly listener: Listener;
  readonly context: unknown;
  readonly once: boolean;
}

/**
 * Backbone-like events. Several names may be given at once, separated by spaces or as an array; a
 * listener of `all` gets the event's name first. A listener added during an event does not receive
 * that event.
 */
export class EventEmitter {
  private declare subscriptions: Map<string, Subscription[]> | undefined;
  private declare listeningTo: Set<EventEmitter> | undefined;

  on(events: string | string[], listener: Listener, context: unknown = this): this {
    return this.#subscribe(events, listener, context, false);
  }

  once(events: string | string[], listener: Listener, context: unknown = this): this {
    return this.#subscribe(events, listener, context, true);
  }

  bind(events: string | string[], listener: Listener, context: unknown = this): this {
    return this.on(events, listener, context);
  }

  off(events?: string | string[] | null, listener?: Listener | null, context?: unknown): this {
    const all = this.subscriptions;
    for (const event of events == null ? [...(all?.keys() ?? [])] : names(events)) {
      const kept = (all?.get(event) ?? []).filter(
        (one) =>
          (listener != null && one.listener !== listener) ||
          (context !== undefined && one.context !== context),
      );
      if (kept.length > 0) {
        all?.set(event, kept);
      } else {
        all?.delete(event);
      }
    }
    return this;
  }

  unbind(events?: string | string[] | null, listener?: Listener | null, context?: unknown): this {
    return this.off(events, listener, context);
  }

  removeListener(event: string, listener: Listener): this {
    return this.off(event, listener);
  }

  removeAllListeners(event?: string): this {
    return this.off(event);
  }

  trigger(event: string, ...args: unknown[]): this {
    this.#deliver(event, this.subscriptions?.get(event), args);
    this.#deliver(event, this.subscriptions?.get('all'), [event, ...args]);
    return this;
  }

  listenTo(other: EventEmitter, events: string | string[], listener: Listener): this {
    this.listeningTo ??= new Set();
    this.listeningTo.add(other);
    other.on(events, listener, this);
    return this;
  }

  listenToOnce(other: EventEmitter, events: string | string[], listener: Listener): this {
    this.listeningTo ??= new Set();
    this.listeningTo.add(other);
    other.once(events, listener, this);
    return this;
  }

  listenToAndRun(other: EventEmitter, events: string | string[], listener: () => unknown): this {
    this.listenTo(other, events, listener);
    listener.call(this);
    return this;
  }

  stopListening(other?: EventEmitter, events?: string | string[], listener?: Listener): this {
    for (const target of other ? [other] : (this.listeningTo ?? [])) {
      target.off(events, listener, this);
    }
    return this;
  }

  isListening(event: string): boolean {
    return this.getListenersCount(event) > 0;
  }

  getListenersCount(event: string): number {
    return this.subscriptions?.get(event)?.length ?? 0;
  }

  #subscribe(events: string | string[], listener: Listener, context: unknown, once: boolean): this {
    if (typeof listener !== 'function') {
      throw new TypeError('Callback parameter passed is not a function');
    }
    this.subscriptions ??= new Map();
    for (const event of names(events)) {
      const present = this.subscriptions.get(event) ?? [];
      this.subscriptions.set(event, [...present, { listener, context, once }]);
    }
    return this;
  }

  #deliver(event: string, targets: Subscription[] | undefined, args: unknown[]): void {
    for (const target of targets ?? []) {
      if (target.once) {
        this.off(event, target.listener, target.context);
      }
      (target.listener as (...all: unknown[]) => unknown).apply(target.context, args);
    }
  }
}

function names(events: string | string[]): string[] {
  return Array.isArray(events) ? events : events.split(/\s+/).filter((name) => name !== '');
}
