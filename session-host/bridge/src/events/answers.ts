import type { MsgKey, Wid } from '../page';
import { who } from '../shapes/numbers';
import { reactionShape } from '../shapes/reactions';
import { voteShape } from '../shapes/votes';
import { onReactions, type SeenReaction } from '../workarounds';
import { messageIdentity, personIdentity } from './identity';
import type { SourcesOf } from './types';

/** WhatsApp reports synchronised items like new ones. Items older than this are not reported. */
const newsMs = 24 * 60 * 60 * 1000;

/** Others' reactions, votes and calls. */
export const answerEvents: SourcesOf<'message_reaction' | 'vote_update' | 'call'> = {
  message_reaction: (events) => {
    const tell = (known: SeenReaction): void => {
      if (Date.now() - known.timestamp < newsMs) {
        const reaction = reactionShape(events.page, known);
        const id = messageIdentity(events.page, known.id);
        const key = `${id}:${known.timestamp}:${known.reactionText}`;
        events.tell({ key, chat: personIdentity(events.page, known.msgId.remote) }, { reaction });
      }
    };
    onReactions(events.page, (known) => events.guarded(() => tell(known)));
    events.onFoundReaction(tell);
  },

  // wa-js leaves out votes from before the page was opened.
  vote_update: (events) => {
    events.page.wpp.on('chat.poll_response', (vote) => {
      void events.page.wpp.chat.getMessageById(vote.msgId).then(
        (poll) =>
          events.guarded(() => {
            const id = messageIdentity(events.page, vote.msgId as MsgKey);
            const voter = personIdentity(events.page, vote.sender as Wid);
            const key = `${id}:${voter}:${vote.timestamp}`;
            const shape = voteShape(events.page, poll, vote as Parameters<typeof voteShape>[2]);
            events.tell(
              { key, chat: personIdentity(events.page, vote.chatId as Wid) },
              { vote: shape },
            );
          }),
        (error: unknown) =>
          events.guarded(() => {
            throw error;
          }),
      );
    });
  },

  // wa-js waits for the module of calls, which is loaded late, and reports each call once.
  call: (events) => {
    events.page.wpp.on('call.incoming_call', (call) =>
      events.guarded(() => {
        const from = call.sender.toString();
        events.tell(
          { key: call.id, chat: from },
          {
            call: {
              id: call.id,
              from,
              ...who(events.page, from),
              timestamp: call.offerTime,
              isVideo: Boolean(call.isVideo),
              isGroup: Boolean(call.isGroup),
              fromMe: false,
            },
          },
        );
      }),
    );
  },
};
