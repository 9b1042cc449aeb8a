import { phoneNumberOrSelf } from '../ids/wids';
import { plain, plainWid } from '../models/plain';
import type { MsgModel, Page } from '../page';
import { messageShape } from './message';
import { who } from './numbers';
import type { PollVote, RawMessageId } from './types';

type Known = Awaited<ReturnType<Page['wpp']['chat']['getVotes']>>['votes'][number];
type Option = PollVote['selectedOptions'][number];

/** One voter's present choice in a poll. */
export function voteShape(page: Page, poll: MsgModel, vote: Known): PollVote {
  // An array with a place for each of the poll's options, those not chosen left empty.
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
