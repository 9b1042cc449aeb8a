import type { components } from '../generated/api';

type Schemas = components['schemas'];

export type ChatAnswer = Schemas['Chat'] | Schemas['GroupChat'];
export type ClientInfo = Schemas['ClientInfo'];
export type Contact = Schemas['Contact'] | Schemas['BusinessContact'];
export type BusinessProfile = Schemas['BusinessProfile'];
export type Label = Schemas['Label'];
export type MuteState = Schemas['MuteState'];
export type GroupMetadata = Schemas['GroupMetadata'];
export type Message = Schemas['Message'];
export type MessageId = Schemas['MessageId'];
export type GroupChat = Schemas['GroupChat'];
export type GroupParticipant = Schemas['GroupParticipant'];
export type MessageInfo = Schemas['MessageInfo'];
export type Order = Schemas['Order'];
export type Payment = Schemas['Payment'];
export type PollVote = Schemas['PollVote'];
export type Recipient = Schemas['Recipient'];
export type RawMessageId = Schemas['RawMessageId'];
export type Reaction = Schemas['Reaction'];
export type ReactionList = Schemas['ReactionList'];
export type Channel = Schemas['Channel'];
