import { phoneNumberOrSelf } from '../ids/wids';
import type { GroupMetadataModel, Page, Wid } from '../page';
import { type Json, plain, plainWid } from './plain';
import type { GroupMetadata } from './types';

interface Participant {
  id: Wid;
  isAdmin?: boolean;
  isSuperAdmin?: boolean;
}

/** All that WhatsApp knows of a group; members by phone number where it is known. */
export function groupShape(page: Page, model: GroupMetadataModel): GroupMetadata {
  const data = plain(model) as { [key: string]: Json };
  const members = model.participants?.getModelsArray() as unknown as Participant[] | undefined;
  const shape = {
    ...data,
    participants: (members ?? []).map((member) => ({
      id: plainWid(phoneNumberOrSelf(page, member.id)),
      isAdmin: Boolean(member.isAdmin),
      isSuperAdmin: Boolean(member.isSuperAdmin),
    })),
  };
  return shape as unknown as GroupMetadata;
}
