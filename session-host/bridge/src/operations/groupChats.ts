import { failureOf } from '../failure';
import {
  type Group,
  groupOf,
  notAdmin,
  requireAdmin,
  requireMayAdd,
  requireMayEdit,
  waitUntilKnown,
} from '../ids/groups';
import type { Page } from '../page';
import { chatShape } from '../shapes/chat';
import type { GroupChat } from '../shapes/types';
import { asked, leaveGroup, setGroupDescription, setGroupProperty } from '../workarounds';
import type { OperationsOf } from './types';

export const groupChats: OperationsOf<
  | 'groupChatGetClassInfo'
  | 'groupChatGetInviteCode'
  | 'groupChatRevokeInvite'
  | 'groupChatLeave'
  | 'groupChatSetSubject'
  | 'groupChatSetDescription'
  | 'groupChatSetInfoAdminsOnly'
  | 'groupChatSetMessagesAdminsOnly'
> = {
  async groupChatGetClassInfo({ chatId }, { page }) {
    return { success: true, chat: shown(page, await groupOf(page, chatId)) };
  },

  async groupChatGetInviteCode({ chatId }, { page }) {
    const group = await groupOf(page, chatId);
    requireMayAdd(group);
    const code = await adminsOnly(asked(page.wpp.group.getInviteCode(group.chat.id.toString())));
    return { success: true, inviteCode: codeText(code) };
  },

  async groupChatRevokeInvite({ chatId }, { page }) {
    const group = await groupOf(page, chatId);
    requireAdmin(group);
    const code = codeText(await page.wpp.group.revokeInviteCode(group.chat.id.toString()));
    return { success: true, newInviteCode: code, result: code };
  },

  async groupChatLeave({ chatId }, { page }) {
    const { chat, metadata } = await groupOf(page, chatId);
    if (metadata.participants.iAmMember()) {
      await leaveGroup(page, chat);
    }
    return { success: true };
  },

  async groupChatSetSubject({ chatId, subject }, { page }) {
    const group = await groupOf(page, chatId);
    requireMayEdit(group);
    await page.wpp.group.setSubject(group.chat.id.toString(), subject);
    await waitUntilKnown(page, group, () => group.metadata.subject === subject);
    return { success: true, chat: shown(page, group) };
  },

  async groupChatSetDescription({ chatId, description }, { page }) {
    const group = await groupOf(page, chatId);
    requireMayEdit(group);
    await setGroupDescription(page, group.metadata, description);
    await waitUntilKnown(page, group, () => (group.metadata.desc ?? '') === description);
    return { success: true, chat: shown(page, group) };
  },

  async groupChatSetInfoAdminsOnly({ chatId, adminsOnly }, { page }) {
    const group = await groupOf(page, chatId);
    requireAdmin(group);
    await setGroupProperty(page, group.chat.id, 'restrict', adminsOnly ?? true);
    await waitUntilKnown(
      page,
      group,
      () => Boolean(group.metadata.restrict) === (adminsOnly ?? true),
    );
    return { success: true, result: true };
  },

  async groupChatSetMessagesAdminsOnly({ chatId, adminsOnly }, { page }) {
    const group = await groupOf(page, chatId);
    requireAdmin(group);
    await setGroupProperty(page, group.chat.id, 'announcement', adminsOnly ?? true);
    await waitUntilKnown(
      page,
      group,
      () => Boolean(group.metadata.announce) === (adminsOnly ?? true),
    );
    return { success: true, result: true };
  },
};

function shown(page: Page, { chat }: Group): GroupChat {
  return chatShape(page, chat) as GroupChat;
}

/** Explains a refusal of something that all members may do in some groups, but not in this one. */
async function adminsOnly<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const failure = failureOf(error);
    throw failure.code === 'REFUSED_BY_WHATSAPP' ? notAdmin() : failure;
  }
}

/** An invite code: WhatsApp's versions return it as text or inside an object. */
function codeText(answer: unknown): string {
  const parts = answer as { code?: unknown; inviteCode?: unknown };
  return String(typeof answer === 'string' ? answer : (parts.code ?? parts.inviteCode));
}
