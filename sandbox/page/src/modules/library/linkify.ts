import { LinkifyIt, type Match } from 'linkify-it';
import tlds from 'tlds';
import { define } from '../../loader/define';

/** A link found in a text: an address of the web, or of somebody's mailbox. */
export interface Link {
  /** With its scheme, also where the text has none. */
  href: string;
  /** As the text has it. */
  url: string;
  /** The whole text. */
  input: string;
  index: number;
  scheme: string;
  username: string | undefined;
  domain: string;
  /** Whether the text itself says `http://` or `https://`. */
  isHttp: boolean;
}

/** Addresses with a scheme, mailboxes, and bare domains whose end is registered. */
const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true, tlds });
linkify.add('ftp:', null).add('//', null);

/** `Hello.How are you` lacks a blank. People write a domain's end small, or all of it in capitals. */
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
  /** What a preview is made of: `example.com` has one, a mailbox none. */
  findFirstWebLink: (text: string): Link | undefined =>
    findLinks(text).find(({ username }) => username === undefined),
});
