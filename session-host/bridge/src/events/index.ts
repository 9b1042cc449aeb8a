import type { Channel } from '../channel';
import type { MsgModel, Page } from '../page';
import type { SeenReaction } from '../workarounds';
import { answerEvents } from './answers';
import { chatEvents } from './chats';
import { groupEvents } from './groups';
import { withIdsAsTexts } from './idTexts';
import { messageEvents } from './messages';
import type { Outbox } from './outbox';
import { messagesSince, reactionsTo } from './recall';
import type { EventSource, PageEvent, Sources } from './types';

/** The source of every event of the page: `tsc` fails when one is missing or has another shape. */
const sources: Sources = { ...messageEvents, ...answerEvents, ...groupEvents, ...chatEvents };

/** Reports the account's events to the host. */
export class Events {
  readonly #finders: ((message: MsgModel) => void)[] = [];
  readonly #reactionFinders: ((reaction: SeenReaction) => void)[] = [];
  #isRecovering = false;

  constructor(
    private readonly page: Page,
    private readonly channel: Channel,
    private readonly outbox: Pick<Outbox, 'tell' | 'found'>,
  ) {}

  start(): void {
    for (const name of Object.keys(sources) as PageEvent[]) {
      const events = this.#events(name);
      events.guarded(() => (sources[name] as (events: EventSource<PageEvent>) => void)(events));
    }
  }

  /**
   * Reports the messages since a time as recovered, and their state now (acks, edits, revocations,
   * reactions), because they may not have been reported. The host ignores events it has stored.
   *
   * @param since unix ms
   */
  async recall(since: number): Promise<void> {
    const messages = await messagesSince(this.page, since);
    const reactions = await reactionsTo(this.page, messages);
    this.#isRecovering = true;
    try {
      for (const message of messages) {
        for (const find of this.#finders) {
          find(message);
        }
      }
      for (const reaction of reactions) {
        for (const find of this.#reactionFinders) {
          find(reaction);
        }
      }
    } finally {
      this.#isRecovering = false;
    }
  }

  /** Registers a listener for each message that {@link recall} finds, in WhatsApp's order. */
  onFound(listener: (message: MsgModel) => void): void {
    this.#finders.push(listener);
  }

  #events(name: PageEvent): EventSource<PageEvent> {
    const guarded = (work: () => unknown): void => {
      try {
        work();
      } catch (error) {
        const what = error instanceof Error ? error.name : typeof error;
        this.channel.send({ type: 'problem', problem: `event_failed: ${name} ${what}` });
      }
    };
    return {
      page: this.page,
      guarded,
      on: (source, event, listener) => {
        const observable = source as { on(event: string, look: typeof listener): void };
        observable.on(event, (...args) => guarded(() => listener(...args)));
      },
      onFound: (listener) => {
        this.#finders.push((message) => guarded(() => listener(message)));
      },
      onFoundReaction: (listener) => {
        this.#reactionFinders.push((reaction) => guarded(() => listener(reaction)));
      },
      tell: ({ key, chat }, data) => {
        // As text: BiDi's own form of a large tree is several times its size.
        const event = { name, key, chat, data: JSON.stringify(withIdsAsTexts(data)) };
        if (this.#isRecovering) {
          this.outbox.found({ ...event, recovered: true });
        } else {
          this.outbox.tell(event);
        }
      },
    };
  }
}
