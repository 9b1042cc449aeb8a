import type { MsgKey, Wid } from '../page';
import { who } from '../shapes/numbers';
import { reactionShape } from '../shapes/reactions';
import { voteShape } from '../shapes/votes';
import { onReactions } from '../workarounds';
import { messageIdentity, personIdentity } from './identity';
import type { Some } from './types';

/** WhatsApp hands over what it synchronises like what just came: older than this it is no news. */
const newsMs = 24 * 60 * 60 * 1000;

/** What others do about messages and calls. */
export const answerEvents: Some<'message_reaction' | 'vote_update' | 'call'> = {
  message_reaction: (ear) =>
    onReactions(ear.page, (known) =>
      ear.guarded(() => {
        if (Date.now() - known.timestamp < newsMs) {
          const reaction = reactionShape(ear.page, known);
          const id = messageIdentity(ear.page, known.id);
          const key = `${id}:${known.timestamp}:${known.reactionText}`;
          ear.tell({ key, chat: personIdentity(ear.page, known.msgId.remote) }, { reaction });
        }
      }),
    ),

  // wa-js leaves out what was voted before the page was opened.
  vote_update: (ear) => {
    ear.page.wpp.on('chat.poll_response', (vote) => {
      void ear.page.wpp.chat.getMessageById(vote.msgId).then(
        (poll) =>
          ear.guarded(() => {
            const id = messageIdentity(ear.page, vote.msgId as MsgKey);
            const voter = personIdentity(ear.page, vote.sender as Wid);
            const key = `${id}:${voter}:${vote.timestamp}`;
            const shape = voteShape(ear.page, poll, vote as Parameters<typeof voteShape>[2]);
            ear.tell({ key, chat: personIdentity(ear.page, vote.chatId as Wid) }, { vote: shape });
          }),
        (error: unknown) =>
          ear.guarded(() => {
            throw error;
          }),
      );
    });
  },

  // wa-js waits for the module of calls, which is loaded late, and says each call once.
  call: (ear) => {
    ear.page.wpp.on('call.incoming_call', (call) =>
      ear.guarded(() => {
        const from = call.sender.toString();
        ear.tell(
          { key: call.id, chat: from },
          {
            call: {
              id: call.id,
              from,
              ...who(ear.page, from),
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
