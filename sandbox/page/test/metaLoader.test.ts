import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createErrorGuard } from '../src/loader/errorGuard';
import { createMetaLoader, type Factory } from '../src/loader/metaLoader';

const esModule =
  (members: object): Factory =>
  (_g, _r, _d, _n, _l, _module, exports) => {
    Object.defineProperty(exports, '__esModule', { value: true });
    Object.assign(exports, members);
  };

describe('the module system', () => {
  it('runs a factory once, when it is first required', () => {
    const loader = createMetaLoader(globalThis);
    let runs = 0;
    loader.__d('Counter', [], (_g, _r, _d, _n, _l, module) => {
      runs++;
      module.exports = { runs };
    });
    assert.equal(runs, 0);
    loader.require('Counter');
    loader.importNamespace('Counter');
    assert.equal(runs, 1);
  });

  it('gives the default of a module whose only export is default', () => {
    const loader = createMetaLoader(globalThis);
    loader.__d('OnlyDefault', [], esModule({ default: 'it' }));
    loader.__d('Both', [], esModule({ default: 'it', other: 1 }));
    assert.equal(loader.require('OnlyDefault'), 'it');
    assert.deepEqual(loader.require('Both'), { default: 'it', other: 1 });
    assert.equal(loader.importDefault('Both'), 'it');
    assert.deepEqual(loader.importNamespace('OnlyDefault'), { default: 'it' });
  });

  it('wraps what is no ES module into a namespace with itself as the default', () => {
    const loader = createMetaLoader(globalThis);
    const plain = { answer: 42 };
    loader.__d('Plain', [], (_g, _r, _d, _n, _l, module) => {
      module.exports = plain;
    });
    assert.deepEqual(loader.importNamespace('Plain'), { answer: 42, default: plain });
    assert.equal(loader.importDefault('Plain'), plain);
  });

  it('lets modules in a cycle see the unfinished exports', () => {
    const loader = createMetaLoader(globalThis);
    loader.__d('A', ['B'], (_g, require, _d, _n, _l, _m, exports) => {
      exports.name = 'a';
      exports.b = (require('B') as { sees: string }).sees;
    });
    loader.__d('B', ['A'], (_g, require, _d, _n, _l, _m, exports) => {
      exports.sees = (require('A') as { name: string }).name;
    });
    assert.equal((loader.require('A') as { b: string }).b, 'a');
  });

  it('throws for an unknown module, and again for one whose factory threw', () => {
    const loader = createMetaLoader(globalThis);
    loader.__d('Broken', [], () => {
      throw new Error('broken');
    });
    assert.throws(() => loader.require('Nowhere'), /unknown module/);
    assert.throws(() => loader.require('Broken'), /broken/);
    assert.throws(() => loader.require('Broken'), /broken/);
  });

  it('lists its modules in the map of __debug, also those registered later', () => {
    const loader = createMetaLoader(globalThis);
    const { modulesMap } = loader.require('__debug') as { modulesMap: object };
    loader.__d('Later', [], esModule({}));
    assert.ok('Later' in modulesMap);
  });

  it('calls back requireLazy when the last module has arrived', () => {
    const loader = createMetaLoader(globalThis);
    const seen: unknown[] = [];
    loader.requireLazy(['One', 'Two'], (...modules) => seen.push(...modules));
    loader.__d('One', [], esModule({ default: 1 }));
    assert.deepEqual(seen, []);
    loader.__d('Two', [], esModule({ default: 2 }));
    assert.deepEqual(seen, [1, 2]);
  });
});

describe('the error guard', () => {
  it('reports and swallows errors until it is told to skip', () => {
    const reported: unknown[] = [];
    const guard = createErrorGuard((error) => reported.push(error));
    const fail = guard.guard(() => {
      throw new Error('once');
    });
    assert.equal(fail(), null);
    assert.equal(reported.length, 1);
    guard.skipGuardGlobal(true);
    assert.throws(() => fail(), /once/);
  });
});
