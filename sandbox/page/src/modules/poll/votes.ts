import { define } from '../../loader/define';
import type { WireVote } from '../../protocol';
import type { VoteRecord } from '../../store/records';
import { records } from '../../store/storage';
import { getMeLidUserOrThrow } from '../account/userPrefs';
import { MsgKey } from '../ids/msgKey';
import type { Wid } from '../ids/wid';
import { createWid } from '../ids/widFactory';

/** A person's current choice in a poll. */
interface Vote {
  msgKey: MsgKey;
  parentMsgKey: MsgKey;
  sender: Wid;
  /** None: the vote was withdrawn. */
  selectedOptionLocalIds: number[];
  senderTimestampMs: number;
  ack: number;
}

type Index = [indexed: keyof VoteRecord];

/**
 * The part of the table that is used; wa-js finds its module by the table's name in this function.
 */
function getTable() {
  return {
    name: 'poll-votes',
    anyOf: async ([indexed]: Index, values: string[]): Promise<VoteRecord[]> =>
      (await records().votes()).filter((row) => values.includes(String(row[indexed]))),
  };
}

define('WAWebPollsVotesSchema', { getTable });

const serialization = define('WAWebPollsDbSerialization', {
  dbRowFromVote: (vote: Vote): VoteRecord => ({
    id: `${vote.parentMsgKey}|${vote.sender}`,
    msgKey: vote.msgKey.toString(),
    parentMsgKey: vote.parentMsgKey.toString(),
    sender: vote.sender.toString(),
    selectedOptionLocalIds: vote.selectedOptionLocalIds,
    senderTimestampMs: vote.senderTimestampMs,
    ack: vote.ack,
  }),

  voteFromDbRow: (row: VoteRecord): Vote => ({
    msgKey: MsgKey.fromString(row.msgKey),
    parentMsgKey: MsgKey.fromString(row.parentMsgKey),
    sender: createWid(row.sender),
    selectedOptionLocalIds: row.selectedOptionLocalIds,
    senderTimestampMs: row.senderTimestampMs,
    ack: row.ack,
  }),
});

const votes = define('WAWebDBPollsUpsertVotes', {
  /** Stores votes: one per poll and person, replaced by a later one. wa-js listens here. */
  upsertVotesDb: (given: Vote[]): Promise<void> =>
    records().save({ votes: given.map(serialization.dbRowFromVote) }),
});

/** Applies a vote from the server. */
export async function applyVote(vote: WireVote): Promise<void> {
  const remote = createWid(vote.chat);
  const key = (fromMe: boolean, id: string, author: string): MsgKey =>
    new MsgKey({
      fromMe,
      remote,
      id,
      participant: remote.isGroup() ? createWid(author) : undefined,
    });
  const { id, fromMe, participant } = vote.target;
  const author = fromMe ? getMeLidUserOrThrow().toString() : (participant ?? '');
  await votes.upsertVotesDb([
    {
      msgKey: key(vote.fromMe, vote.id, vote.sender),
      parentMsgKey: key(fromMe, id, author),
      sender: createWid(vote.sender),
      selectedOptionLocalIds: vote.options,
      senderTimestampMs: vote.tMs,
      ack: 1,
    },
  ]);
}
