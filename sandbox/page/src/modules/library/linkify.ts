import { define } from '../../loader/define';

/** A link found in a text. */
export interface Link {
  href: string;
  url: string;
  input: string;
  index: number;
  scheme: string;
  domain: string;
  isHttp: boolean;
}

export function findLink(text: string): Link | undefined {
  const match = /\b(?:https?:\/\/|www\.)[^\s<>"']+[^\s<>"'.,;:!?)]/i.exec(text);
  if (match === null) {
    return undefined;
  }
  const href = match[0].startsWith('www.') ? `https://${match[0]}` : match[0];
  const { protocol, hostname } = new URL(href);
  return {
    href,
    url: href,
    input: match[0],
    index: match.index,
    scheme: `${protocol}//`,
    domain: hostname,
    isHttp: true,
  };
}

define('WALinkify', { findLink });

define('useWAWebLinkPreview', { findFirstWebLink: findLink });
