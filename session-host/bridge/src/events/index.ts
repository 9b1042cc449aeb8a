import type { Channel } from '../channel';
import type { Page } from '../page';
import { answerEvents } from './answers';
import { chatEvents } from './chats';
import { groupEvents } from './groups';
import { withIdsAsTexts } from './idTexts';
import { messageEvents } from './messages';
import type { EventSource, PageEvent, Sources } from './types';

/** Every event that is heard in the page: `tsc` fails when one is missing or tells another shape. */
const sources: Sources = { ...messageEvents, ...answerEvents, ...groupEvents, ...chatEvents };

/** Tells the host what happens in the account. */
export class Events {
  constructor(
    private readonly page: Page,
    private readonly channel: Channel,
  ) {}

  start(): void {
    for (const name of Object.keys(sources) as PageEvent[]) {
      const events = this.#events(name);
      events.guarded(() => (sources[name] as (events: EventSource<PageEvent>) => void)(events));
    }
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
      tell: ({ key, chat }, data) =>
        // As text: BiDi's own form of a large tree is several times its size.
        this.channel.send({
          type: 'happened',
          name,
          key,
          chat,
          data: JSON.stringify(withIdsAsTexts(data)),
        }),
    };
  }
}
