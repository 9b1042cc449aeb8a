import { define } from '../../loader/define';
import { BaseCollection } from '../../models/BaseCollection';
import { Chat, chatCollection } from '../chat/chat';
import type { ContactModel } from '../contact/contact';
import { toLid } from '../contact/lidPnCache';

/** The common groups of this account and a contact, as a collection of chats. */
async function findCommonGroups(contact: ContactModel): Promise<BaseCollection<Chat>> {
  const lid = toLid(contact.id);
  const groups = chatCollection.filter((chat) => {
    const participants = chat.groupMetadata?.participants;
    return participants?.iAmMember() === true && participants.get(lid) !== undefined;
  });
  const common = new BaseCollection<Chat>(Chat);
  common.add(groups);
  return common;
}

define('WAWebFindCommonGroupsContactAction', { findCommonGroups });
