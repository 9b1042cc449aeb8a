import { LinkifyIt, type Match } from 'linkify-it';
import tlds from 'tlds';
import { define } from '../../loader/define';

/** A link found in a text: a web address or a mailbox. */
export interface Link {
  /** With its scheme, even if the text has none. */
  href: string;
  /** As in the text. */
  url: string;
  /** The whole text. */
  input: string;
  index: number;
  scheme: string;
  username: string | undefined;
  domain: string;
  /** Whether the text itself contains `http://` or `https://`. */
  isHttp: boolean;
}

/** Addresses with a scheme, mailboxes, and bare domains with a registered end. */
const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true, tlds });
linkify.add('ftp:', null).add('//', null);

/**
 * Whether a blank is missing, as in `Hello.How are you`. People write a domain's end in lower case,
 * or all of it in capitals.
 */
function lacksBlank(domain: string): boolean {
  const end = domain.slice(domain.lastIndexOf('.') + 1);
  return domain !== domain.toUpperCase() && /^\p{Lu}/u.test(end);
}

function link(input: string, { schema, index, raw, url: href }: Match): Link[] {
  const isMailbox = schema === 'mailto:';
  const isHttp = schema === 'http:' || schema === 'https:';
  const [authority = ''] = raw.replace(/^[a-z]+:(?:\/\/)?/i, '').split(/[/?#]/);
  const domain = authority.replace(/^.*@/, '').replace(/:\d+$/, '');
  if (!isHttp && lacksBlank(domain)) {
    return [];
  }
  return [
    {
      href,
      url: raw,
      input,
      index,
      scheme: isHttp ? `${schema}//` : schema || 'http://',
      username: isMailbox ? authority.slice(0, authority.lastIndexOf('@')) : undefined,
      domain,
      isHttp,
    },
  ];
}

/** All links of a text, in their order. */
export function findLinks(text: string, httpOnly = false): Link[] {
  const found = (linkify.match(text) ?? []).flatMap((match) => link(text, match));
  return httpOnly ? found.filter(({ isHttp }) => isHttp) : found;
}

export function findLink(text: string, httpOnly = false): Link | undefined {
  return findLinks(text, httpOnly)[0];
}

define('WALinkify', { findLinks, findLink });

define('useWAWebLinkPreview', {
  /** The link for a preview: `example.com` has one, a mailbox does not. */
  findFirstWebLink: (text: string): Link | undefined =>
    findLinks(text).find(({ username }) => username === undefined),
});
