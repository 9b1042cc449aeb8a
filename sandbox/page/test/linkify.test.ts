import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

// Browser globals that modules read while loading.
Object.assign(globalThis, { addEventListener: () => undefined });

const { findLink, findLinks } = await import('../src/modules/library/linkify');

const hrefs = (text: string) => findLinks(text).map(({ href }) => href);

describe('finding links', () => {
  it('finds addresses with and without a scheme, and mailboxes', () => {
    assert.deepEqual(hrefs('See https://shop.example.com/a?b=c. Or (www.shop.cm), shop.cm/x!'), [
      'https://shop.example.com/a?b=c',
      'http://www.shop.cm',
      'http://shop.cm/x',
    ]);
    assert.deepEqual(hrefs('write to a.b@example.com'), ['mailto:a.b@example.com']);
  });

  it('takes no number, abbreviation or missing blank for a link', () => {
    assert.deepEqual(hrefs('3.5 kg at 10.30, e.g. v1.2. Hello.How are you'), []);
  });

  it('tells those that have a scheme', () => {
    assert.equal(findLink('shop.cm and http://shop.cm', true)?.index, 12);
  });
});
