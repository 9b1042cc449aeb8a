import { define } from '../../loader/define';
import { link } from '../../net/link';
import type { Link } from '../library/linkify';

interface Preview {
  url: string;
  data: {
    title: string;
    description: string;
    canonicalUrl: string;
    matchedText: string;
    richPreviewType: number;
    doNotPlayInline: boolean;
  };
}

/**
 * A link's preview. WhatsApp's servers fetch the page for the real client; the sandbox fetches
 * nothing, and makes a preview from the address.
 */
async function genMinimalLinkPreview(found: Link): Promise<Preview> {
  return {
    url: found.href,
    data: {
      title: found.domain,
      description: '',
      canonicalUrl: found.href,
      matchedText: found.url,
      richPreviewType: 0,
      doNotPlayInline: true,
    },
  };
}

const minimal = define('WAWebGenMinimalLinkPreviewChatAction', { genMinimalLinkPreview });

define('WAWebLinkPreviewChatAction', {
  getLinkPreview: async (found: Link): Promise<Preview | null> =>
    link.isOpen ? minimal.genMinimalLinkPreview(found) : null,
});
