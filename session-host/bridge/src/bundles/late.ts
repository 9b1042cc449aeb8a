import { moduleOf } from '../narrowing/modules';
import type { Binding } from './binding';

/**
 * Modules that a new page does not register, by the loader that brings them: WhatsApp Web's
 * interface calls its `requireBundle()` on a click. Seen in the client's modules; each bundle uses
 * memory.
 */
const bundles: Readonly<Record<string, readonly string[]>> = {
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

const loaderOf: ReadonlyMap<string, string> = new Map(
  Object.entries(bundles).flatMap(([loader, modules]) => modules.map((id) => [id, loader])),
);

/** A module that may not be registered yet, and the loader that brings it. */
export interface Late {
  module: string;
  loader: string;
}

/** The late module of a binding; undefined for one that exists from the start. */
export function lateModuleOf(binding: Binding): Late | undefined {
  const module = binding.startsWith('module ')
    ? binding.slice('module '.length, binding.lastIndexOf('.'))
    : moduleOf[binding];
  const loader = module === undefined ? undefined : loaderOf.get(module);
  return module === undefined || loader === undefined ? undefined : { module, loader };
}
