/**
 * Modules that a fresh page of the real client does not register: its interface loads each bundle on a
 * click, by its loader's `requireBundle()`. All that such bundles bring and wa-js or its users know,
 * whether this page offers it or not.
 */
export const bundles: Readonly<Record<string, readonly string[]>> = {
  WAWebForwardMessageModalLoadable: [
    'WAWebChatForwardMessage',
    'WAWebForwardMessageModal.react',
    'WAWebForwardMessagesToChat',
    'WAWebMediaForwardMediaMsg',
  ],
  WAWebGroupInviteLinkDrawerLoadable: [
    'WAWebGroupInviteAction',
    'WAWebGroupInviteJob',
    'WAWebMexFetchGroupInviteCodeJob',
  ],
  WAWebInfoFlowLoadable: [
    'WAWebBizCatalogManagementCreateCollection',
    'WAWebChangeNewsletterOwnerAction',
    'WAWebDemoteNewsletterAdminAction',
    'WAWebMexFetchNewsletterFollowersJob',
    'WAWebNewsletterDemoteAdminJob',
    'WAWebNewsletterSubscriberListAction',
    'WAWebNewsletterSubscriberListJob',
    'WAWebNewsletterSubscriberListQueryJob',
    'WAWebProductCollectionsJob',
  ],
  WAWebNewGroupFlowLoadable: ['WAWebGroupCreateJob'],
  WAWebProfileDrawerLoadableRequireBundle: [
    'WAWebBusinessProfileEdit',
    'WAWebSetPushnameConnAction',
  ],
  WAWebStatusQuotedFlowLoadable: ['WAWebRevokeStatusAction'],
};

/** The modules of all bundles. */
export const lateModules: ReadonlySet<string> = new Set(Object.values(bundles).flat());
