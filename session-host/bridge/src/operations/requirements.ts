import type { Binding } from '../bundles/binding';
import type { Bundles } from '../bundles/bundles';
import { unresolved } from '../bundles/unresolved';
import type { PageOperationId } from '../call/context';
import { pageOperations } from '../generated/operations';
import type { Page } from '../page';
import { contentRequirements } from '../send/requirements';

/** The bindings that wa-js itself needs to work in the page. */
export const coreBindings: readonly Binding[] = [
  'Cmd',
  'Conn',
  'Socket',
  'Stream',
  'ChatStore',
  'ContactStore',
  'MsgStore',
  'MsgKey',
  'Wid',
  'WidFactory',
  'UserPrefs',
  'BackendEventBus',
  'functions.isAuthenticated',
  'functions.isRegistered',
];

/** The bindings for choosing between forms of a number; without them the written form is used. */
export const numberForms: readonly Binding[] = [
  'ChatStore',
  'lidPnCache',
  'functions.queryWidExists',
];

const chats: readonly Binding[] = [
  'GroupMetadataStore',
  'lidPnCache',
  'functions.findOrCreateLatestChat',
  'functions.queryWidExists',
];
const messages: readonly Binding[] = ['ChatModel', 'MsgModel', ...chats];
/** The bindings for finding a message that the caller names. */
const message: readonly Binding[] = [...messages, 'functions.msgFindByDirection'];
const contacts: readonly Binding[] = [
  'BlocklistStore',
  'ContactStore',
  'lidPnCache',
  'functions.getIsMe',
  'functions.getIsMyContact',
  'functions.getIsWAContact',
];

const channel: readonly Binding[] = ['NewsletterStore', 'MsgModel'];
/** The bindings that load the staff into the channel's model. */
const channelMembers: readonly Binding[] = [
  ...channel,
  'functions.getNewsletterSubscribers',
  'module WAWebNewsletterSubscriberListAction.getNewsletterSubscribersAction',
];
const demotion: Binding = 'module WAWebDemoteNewsletterAdminAction.demoteNewsletterAdminAction';
const people: readonly Binding[] = ['lidPnCache', 'functions.queryWidExists'];
const commonGroups: readonly Binding[] = [
  'ContactModel',
  'lidPnCache',
  'functions.findCommonGroups',
  'functions.queryWidExists',
];
const group: readonly Binding[] = messages;
const members: readonly Binding[] = [...group, 'ParticipantModel'];
const requests: readonly Binding[] = [
  ...group,
  'functions.getMembershipApprovalRequests',
  'functions.queryAllGroups',
];
const labels: readonly Binding[] = ['LabelStore', 'functions.colorIndexToHex'];
const formattedNumber: readonly Binding[] = [
  'lidPnCache',
  'module WAWebPhoneUtils.formattedPhoneNumber',
];
const countryCode: readonly Binding[] = ['lidPnCache', 'module WAPhoneFindCC.findCC'];

const olderMessages: Binding = 'module WAWebSendNonMessageDataRequest.sendPeerDataOperationRequest';

const archiving: Binding = 'module WAWebSetArchiveChatAction.setArchive';
const limits: readonly Binding[] = [
  'module WAWebMexFetchReachoutTimelockJob.mexFetchReachoutTimelock',
  'module WAWebMexFetchNewChatMessageCappingInfoJob.mexFetchNewChatMessageCapping',
];

/** The bindings for revoking a status post. Deleting messages needs them only for posts. */
export const revokingStatus: readonly Binding[] = [
  'StatusV3Store',
  'functions.encryptAndSendStatusMsg',
  'module WAWebRevokeStatusAction.sendStatusRevokeMsgAction',
];

/** The bindings for sending any content. */
const sending: readonly Binding[] = [
  ...message,
  'BlocklistStore',
  'functions.addAndSendMsgToChat',
  'functions.canReplyMsg',
  'functions.getEphemeralFields',
  'functions.sendSeen',
  'functions.unixTime',
];

/**
 * The bindings that each operation needs, by wa-js's names: its own, and those of the wa-js
 * functions it uses.
 */
export const requirements: Readonly<Record<PageOperationId, readonly Binding[]>> = {
  sessionRequestPairingCode: [
    'LinkDeviceEvents',
    'functions.genLinkDeviceCodeForPhoneNumber',
    'functions.initializeAltDeviceLinking',
  ],
  clientGetState: [],
  clientGetClassInfo: ['functions.getPushname'],
  clientSendMessage: sending,
  clientCheckSend: [...chats, 'BlocklistStore'],
  clientGetAccountLimits: limits,
  clientGetChats: messages,
  clientSearchChats: messages,
  clientGetChatById: messages,
  chatGetClassInfo: messages,
  contactGetChat: messages,
  clientArchiveChat: [...chats, archiving],
  clientUnarchiveChat: [...chats, archiving],
  clientPinChat: [...chats, 'functions.setPin'],
  clientUnpinChat: [...chats, 'functions.setPin'],
  clientMuteChat: [...chats, 'MuteModel'],
  clientUnmuteChat: [...chats, 'MuteModel'],
  clientMarkChatUnread: [...chats, 'functions.markUnread'],
  chatMarkUnread: [...chats, 'functions.markUnread'],
  chatClearMessages: [...chats, 'functions.sendClear'],
  chatDelete: [...chats, 'functions.sendDelete'],
  clientSendPresenceAvailable: ['ChatPresence'],
  clientSendPresenceUnavailable: ['ChatPresence'],
  chatSendStateTyping: [...chats, 'ChatPresence'],
  chatSendStateRecording: [...chats, 'ChatPresence'],
  chatClearState: [...chats, 'ChatPresence'],
  clientGetLabels: labels,
  clientGetLabelById: labels,
  clientGetChatLabels: [...chats, ...labels],
  chatGetLabels: [...chats, ...labels],
  clientGetChatsByLabelId: [...messages, ...labels],
  clientAddOrRemoveLabels: [...chats, ...labels],
  chatChangeLabels: [...chats, ...labels],
  clientGetContacts: contacts,
  clientGetContactById: contacts,
  chatGetContact: [...chats, ...contacts],
  contactGetClassInfo: contacts,
  clientGetBlockedContacts: contacts,
  contactBlock: [...contacts, 'functions.blockContact', 'functions.queryWidExists'],
  contactUnblock: [...contacts, 'functions.queryWidExists', 'functions.unblockContact'],
  contactGetAbout: ['functions.getStatus'],
  clientGetContactLidAndPhone: ['lidPnCache', 'functions.queryWidExists'],
  clientGetContactDeviceCount: ['module WAWebApiDeviceList.getDeviceIds'],
  clientGetFormattedNumber: formattedNumber,
  contactGetFormattedNumber: formattedNumber,
  clientGetCountryCode: countryCode,
  contactGetCountryCode: countryCode,
  clientSetDisplayName: ['functions.setPushname'],
  clientSetStatus: ['functions.setMyStatus'],
  clientGetWWebVersion: [],
  clientSetAutoDownloadAudio: ['module WAWebUserPrefsGeneral.setAutoDownloadAudio'],
  clientSetAutoDownloadDocuments: ['module WAWebUserPrefsGeneral.setAutoDownloadDocuments'],
  clientSetAutoDownloadPhotos: ['module WAWebUserPrefsGeneral.setAutoDownloadPhotos'],
  clientSetAutoDownloadVideos: ['module WAWebUserPrefsGeneral.setAutoDownloadVideos'],
  clientResetState: [],
  clientGetNumberId: ['lidPnCache', 'functions.queryWidExists'],
  clientIsRegisteredUser: ['lidPnCache', 'functions.queryWidExists'],
  clientSendSeen: [...chats, 'functions.sendSeen'],
  clientCreateGroup: [...messages, 'functions.createGroup'],
  clientAcceptInvite: [...chats, 'functions.joinGroupViaInvite', 'functions.sendQueryGroupInvite'],
  clientGetInviteInfo: ['functions.sendQueryGroupInvite'],
  clientGetCommonGroups: commonGroups,
  contactGetCommonGroups: commonGroups,
  clientGetChannels: channel,
  clientGetChannelByInviteCode: ['functions.queryNewsletterMetadataByJid'],
  clientCreateChannel: ['functions.createNewsletterQuery'],
  clientSubscribeToChannel: ['functions.mexJoinNewsletter'],
  clientUnsubscribeFromChannel: ['NewsletterStore', 'functions.mexLeaveNewsletter'],
  clientSearchChannels: channel,
  channelGetClassInfo: channel,
  channelSendMessage: [
    ...channel,
    ...messages,
    'functions.addNewsletterMsgsRecords',
    'functions.msgDataFromMsgModel',
    'functions.sendNewsletterMessageJob',
    'functions.updateNewsletterMsgRecord',
  ],
  channelSendSeen: [...channel, 'functions.sendSeen'],
  channelSetProfilePicture: [...channel, 'functions.editNewsletterMetadataAction'],
  channelAcceptChannelAdminInvite: channel,
  channelSendChannelAdminInvite: [...channel, ...chats],
  channelRevokeChannelAdminInvite: [...channel, ...people],
  channelTransferChannelOwnership: [
    ...channelMembers,
    ...people,
    'module WAWebChangeNewsletterOwnerAction.changeNewsletterOwnerAction',
    demotion,
  ],
  channelDemoteChannelAdmin: [...channelMembers, ...people, demotion],
  channelGetSubscribers: [...channelMembers, ...contacts],
  channelFetchMessages: [...channel, 'functions.msgFindByDirection'],
  channelMute: [...channel, 'functions.toggleNewsletterAdminActivityMuteStateAction'],
  channelUnmute: [...channel, 'functions.toggleNewsletterAdminActivityMuteStateAction'],
  channelSetSubject: [...channel, 'functions.editNewsletterMetadataAction'],
  channelSetDescription: [...channel, 'functions.editNewsletterMetadataAction'],
  channelSetReactionSetting: [...channel, 'functions.editNewsletterMetadataAction'],
  channelDeleteChannel: [...channel, 'functions.deleteNewsletter'],
  groupChatGetClassInfo: group,
  groupChatAddParticipants: [...group, 'functions.sendAddParticipants'],
  groupChatRemoveParticipants: [...members, 'functions.removeParticipants'],
  groupChatPromoteParticipants: [...members, 'functions.promoteParticipants'],
  groupChatDemoteParticipants: [...members, 'functions.demoteParticipants'],
  groupChatGetInviteCode: [...group, 'functions.fetchMexGroupInviteCode'],
  groupChatRevokeInvite: [...group, 'functions.resetGroupInviteCode'],
  groupChatLeave: [...group, 'functions.sendExitGroup'],
  groupChatSetSubject: [...group, 'functions.sendSetGroupSubject'],
  groupChatSetDescription: [...group, 'functions.randomHex', 'functions.sendSetGroupDescription'],
  groupChatSetInfoAdminsOnly: [...group, 'functions.sendSetGroupProperty'],
  groupChatSetMessagesAdminsOnly: [...group, 'functions.sendSetGroupProperty'],
  groupChatGetGroupMembershipRequests: requests,
  groupChatApproveGroupMembershipRequests: [
    ...requests,
    'functions.membershipApprovalRequestAction',
  ],
  groupChatRejectGroupMembershipRequests: [
    ...requests,
    'functions.membershipApprovalRequestAction',
  ],
  chatSendSeen: [...chats, 'functions.sendSeen'],
  clientSyncHistory: [...chats, olderMessages],
  chatSyncHistory: [...chats, olderMessages],
  chatFetchMessages: [...messages, 'functions.msgFindByDirection'],
  messageDownloadMedia: [...message, 'LruMediaStore'],
  messageDownloadMediaAsData: [...message, 'LruMediaStore'],
  clientSetProfilePicture: ['functions.sendSetPicture'],
  clientDeleteProfilePicture: ['functions.requestDeletePicture'],
  clientGetProfilePicUrl: ['lidPnCache', 'ProfilePicThumbStore'],
  contactGetProfilePicUrl: ['lidPnCache', 'ProfilePicThumbStore'],
  groupChatSetPicture: [...chats, 'functions.sendSetPicture'],
  groupChatDeletePicture: [...chats, 'functions.requestDeletePicture'],
  clientSearchMessages: messages,
  messageGetClassInfo: message,
  messageGetContact: [...message, ...contacts],
  messageGetGroupMentions: message,
  messageGetInfo: [...message, 'MsgInfoStore'],
  messageGetMentions: [...message, ...contacts],
  messageGetOrder: [...message, 'functions.queryOrder'],
  messageGetPayment: message,
  messageGetPollVotes: [...message, 'functions.getVotes', 'functions.getTableVotes'],
  messageGetQuotedMessage: [...message, 'functions.getQuotedMsgObj'],
  messageGetReactions: [...message, 'functions.getReactions'],
  messageDelete: [
    ...message,
    'module WAWebChatSendMessages.sendDeleteMsgs',
    'module WAWebChatSendMessages.sendRevokeMsgs',
  ],
  messageEdit: [
    ...message,
    'functions.addAndSendMessageEdit',
    'functions.canEditCaption',
    'functions.canEditMsg',
  ],
  messageForward: [...message, 'BlocklistStore', 'functions.forwardMessages'],
  messageReact: [...message, 'functions.sendReactionToMsg'],
  messageReply: sending,
  messageStar: [...message, 'module WAWebChatSendMessages.sendStarMsgs'],
  messageUnstar: [...message, 'module WAWebChatSendMessages.sendStarMsgs'],
  clientGetStatusViewers: [...message, 'MsgInfoStore'],
  clientRevokeStatusMessage: [...message, ...revokingStatus],
};

/**
 * The operations that cannot work in the page: a binding does not resolve, and no bundle that is
 * not loaded yet can bring it.
 *
 * @param widened runs its argument with all of WhatsApp's modules visible, because a binding
 * may have moved out of the narrow view
 */
export function missingOperations(
  page: Page,
  bundles: Pick<Bundles, 'canBring'>,
  widened: (work: () => unknown) => unknown,
): PageOperationId[] {
  const all = [...Object.values(requirements), ...Object.values(contentRequirements)].flat();
  if (gone(page, bundles, all).length > 0) {
    widened(() => unresolved(page, gone(page, bundles, all)));
  }
  const ids = Object.keys(pageOperations) as PageOperationId[];
  return ids.filter((id) => gone(page, bundles, requirements[id]).length > 0);
}

function gone(
  page: Page,
  bundles: Pick<Bundles, 'canBring'>,
  bindings: readonly Binding[],
): Binding[] {
  return unresolved(page, bindings).filter((binding) => !bundles.canBring(binding));
}
