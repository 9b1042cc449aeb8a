import type { ChatModel, MuteModel, Page } from '../page';
import { attribute } from './attributes';

/** WhatsApp's model of a chat's mute. */
export function muteModel(page: Page, model: ChatModel): MuteModel | undefined {
  return attribute(page, model, 'mute', 'WAWebFrontendChatGetters', 'getMute') as
    | MuteModel
    | undefined;
}
