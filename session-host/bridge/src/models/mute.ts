import type { ChatModel, MuteModel, Page } from '../page';
import { attribute } from './attributes';

/** How WhatsApp keeps that a chat is muted. */
export function muteModel(page: Page, model: ChatModel): MuteModel | undefined {
  return attribute(page, model, 'mute', 'WAWebFrontendChatGetters', 'getMute') as
    | MuteModel
    | undefined;
}
