import { phoneNumberOrSelf } from '../ids/wids';
import { plain, plainWid } from '../models/plain';
import type { MsgModel, Page } from '../page';
import { messageShape } from './message';
import { who } from './numbers';
import type { PollVote, RawMessageId } from './types';

type Known = Awaited<ReturnType<Page['wpp']['chat']['getVotes']>>['votes'][number];
type Option = PollVote['selectedOptions'][number];

/** A voter's current choice in a poll. */
export function voteShape(page: Page, poll: MsgModel, vote: Known): PollVote {
  // An array with an element for each option of the poll; those not chosen are empty.
  const chosen = vote.selectedOptions as unknown as (Option | undefined)[];
  return {
    voter: plainWid(phoneNumberOrSelf(page, vote.sender)),
    ...who(page, vote.sender),
    selectedOptions: chosen.flatMap((option) =>
      option ? [{ name: option.name, localId: option.localId }] : [],
    ),
    interractedAtTs: vote.timestamp,
    parentMessage: messageShape(page, poll),
    parentMsgKey: plain(poll.id) as unknown as RawMessageId,
  };
}
