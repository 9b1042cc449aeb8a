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

  it('finds addresses of this machine and numeric ones when they have a scheme', () => {
    assert.deepEqual(hrefs('http://localhost:3000/x, http://192.168.0.1/a but not 10.0.0.1'), [
      'http://localhost:3000/x',
      'http://192.168.0.1/a',
    ]);
  });

  it('ends an address where its brackets are balanced', () => {
    assert.deepEqual(hrefs('(https://a.cm/A_(b)) https://a.cm/A_(b)'), [
      'https://a.cm/A_(b)',
      'https://a.cm/A_(b)',
    ]);
  });

  it('finds bare domains with any registered end, in any script', () => {
    assert.deepEqual(hrefs('shop.online, bücher.de; WWW.SHOP.CM voir: wa.me/237690000000'), [
      'http://shop.online',
      'http://bücher.de',
      'http://WWW.SHOP.CM',
      'http://wa.me/237690000000',
    ]);
  });

  it('says of what a link consists', () => {
    const [bare, mailbox, secure] = findLinks('shop.cm/a a.b@shop.cm https://shop.cm:8443/a@b');
    assert.deepEqual(
      [bare?.scheme, bare?.url, bare?.domain, bare?.isHttp],
      ['http://', 'shop.cm/a', 'shop.cm', false],
    );
    assert.deepEqual(
      [mailbox?.scheme, mailbox?.username, mailbox?.domain],
      ['mailto:', 'a.b', 'shop.cm'],
    );
    assert.deepEqual(
      [secure?.scheme, secure?.username, secure?.domain],
      ['https://', undefined, 'shop.cm'],
    );
  });

  it('takes no number, abbreviation or missing blank for a link', () => {
    assert.deepEqual(hrefs('3.5 kg at 10.30, e.g. v1.2. Hello.How are you'), []);
  });

  it('tells those that have a scheme', () => {
    assert.equal(findLink('shop.cm and http://shop.cm', true)?.index, 12);
  });
});
