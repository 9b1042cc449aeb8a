/**
 * Modules that a new page of the real client does not register: its interface loads each bundle on
 * a click, by its loader's `requireBundle()`. The list contains every module of these bundles that
 * wa-js or its users know, whether or not this page offers it.
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
