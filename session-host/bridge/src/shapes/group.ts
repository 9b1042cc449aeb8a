import { participantsOf } from '../ids/groups';
import { phoneNumberOrSelf } from '../ids/wids';
import { type Json, plain, plainWid } from '../models/plain';
import type { GroupMetadataModel, Page, Wid } from '../page';
import { numbered, who } from './numbers';
import type { GroupMetadata, GroupParticipant } from './types';

/** All of WhatsApp's data about a group; members by phone number if it is known. */
export function groupShape(page: Page, model: GroupMetadataModel): GroupMetadata {
  const data = numbered(page, plain(model)) as { [key: string]: Json };
  const shape = {
    ...data,
    participants: membersShape(page, model),
    pastParticipants: pastMembers(page, model),
  };
  return shape as unknown as GroupMetadata;
}

export function membersShape(page: Page, model: GroupMetadataModel): GroupParticipant[] {
  return participantsOf(model).map((member) => ({
    id: plainWid(phoneNumberOrSelf(page, member.id)),
    ...who(page, member.id),
    isAdmin: Boolean(member.isAdmin),
    isSuperAdmin: Boolean(member.isSuperAdmin),
  }));
}

/** The members who left or were removed, if WhatsApp still reports them. */
function pastMembers(page: Page, { pastParticipants }: GroupMetadataModel): object[] {
  const past = (pastParticipants?.getModelsArray() ?? []) as unknown as { id: Wid }[];
  return past.map((member) => ({
    ...(plain(member) as { [key: string]: Json }),
    id: plainWid(phoneNumberOrSelf(page, member.id)),
    ...who(page, member.id),
  }));
}
