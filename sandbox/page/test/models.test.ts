import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BaseCollection } from '../src/models/BaseCollection';
import { BaseModel, defineModel } from '../src/models/BaseModel';
import { EventEmitter } from '../src/models/EventEmitter';
import { createWid } from '../src/modules/ids/widFactory';

class Boat extends BaseModel {
  declare id: string;
  declare name: string;
  declare read: boolean;
  declare crew: BaseModel;
}

defineModel({ model: Boat, name: 'boat', props: ['id', 'name', 'read', 'crew'], session: ['wet'] });

class Fleet extends BaseCollection<Boat> {
  asked: string[] = [];

  constructor() {
    super(Boat);
  }

  override async findQuery(id: string): Promise<Boat | undefined> {
    this.asked.push(id);
    return id === 'lost' ? undefined : this.gadd(id);
  }
}

describe('a model', () => {
  it('announces each change with the new and the old value, then the whole', () => {
    const boat = new Boat({ id: '1', name: 'Awa' });
    const heard: unknown[] = [];
    boat.on('change:name', (_model: Boat, value: string, previous: string) =>
      heard.push([value, previous]),
    );
    boat.on('change', () => heard.push('change'));
    boat.name = 'Binta';
    boat.name = 'Binta';
    assert.deepEqual(heard, [['Binta', 'Awa'], 'change']);
  });

  it('keeps attributes under __x_ and tells them apart from methods', () => {
    const boat = new Boat({ id: '1', read: true, extra: 5 });
    assert.equal((boat as unknown as { __x_read: boolean }).__x_read, true);
    assert.deepEqual(boat.attributes, { id: '1', read: true, extra: 5 });
    assert.equal(boat.proxyName, 'boat');
  });

  it('treats equal ids as no change', () => {
    const boat = new Boat({ id: '1', crew: createWid('1@lid') });
    let changes = 0;
    boat.on('change', () => changes++);
    boat.set({ crew: createWid('1@lid') });
    assert.equal(changes, 0);
  });

  it('passes the changes of a nested model up under its name', () => {
    const crew = new Boat({ id: 'crew', name: 'a' });
    const boat = new Boat({ id: '1', crew });
    boat.addChild('crew', crew);
    let seen: unknown;
    boat.on('change:crew.name', (model: Boat) => {
      seen = model;
    });
    crew.name = 'b';
    assert.equal(seen, crew);
  });
});

describe('a collection', () => {
  it('finds a model by id, by wid, by attributes and by the model itself', () => {
    const fleet = new Fleet();
    const id = createWid('221770000001@c.us');
    const [boat] = fleet.add({ id });
    assert.equal(fleet.get('221770000001@c.us'), boat);
    assert.equal(fleet.get(id), boat);
    assert.equal(fleet.get({ id }), boat);
    assert.equal(fleet.get(boat), boat);
  });

  it('lets the events of its models be heard, until they are removed', () => {
    const fleet = new Fleet();
    const heard: string[] = [];
    fleet.on('all', (event: string) => heard.push(event));
    const [boat] = fleet.add({ id: '1', name: 'Awa' });
    (boat as Boat).name = 'Binta';
    fleet.remove('1');
    (boat as Boat).name = 'Coumba';
    assert.deepEqual(heard, ['add', 'change:name', 'change', 'remove']);
  });

  it('merges only when asked to', () => {
    const fleet = new Fleet();
    fleet.add({ id: '1', name: 'Awa' });
    fleet.add({ id: '1', name: 'Binta' });
    assert.equal(fleet.get('1')?.name, 'Awa');
    fleet.add({ id: '1', name: 'Binta' }, { merge: true });
    assert.equal(fleet.get('1')?.name, 'Binta');
    assert.equal(fleet.length, 1);
  });

  it('keeps its order', () => {
    const fleet = new Fleet();
    fleet.comparator = (a, b) => a.name.localeCompare(b.name);
    fleet.add([
      { id: '1', name: 'b' },
      { id: '2', name: 'a' },
    ]);
    assert.deepEqual(
      fleet.map((boat) => boat.name),
      ['a', 'b'],
    );
  });

  it('asks once for a model it does not have, however many wait for it', async () => {
    const fleet = new Fleet();
    const [one, two] = await Promise.all([fleet.find('x'), fleet.find('x')]);
    assert.equal(one, two);
    assert.deepEqual(fleet.asked, ['x']);
    await assert.rejects(fleet.find('lost'));
  });

  it('holds exactly what it is set to', () => {
    const fleet = new Fleet();
    fleet.add([{ id: '1' }, { id: '2' }]);
    fleet.set([{ id: '2' }, { id: '3' }]);
    assert.deepEqual(
      fleet.map((boat) => boat.id),
      ['2', '3'],
    );
  });
});

describe('an emitter', () => {
  it('calls a listener of once a single time', () => {
    const emitter = new EventEmitter();
    let calls = 0;
    emitter.once('ping', () => calls++);
    emitter.trigger('ping').trigger('ping');
    assert.equal(calls, 1);
  });

  it('forgets what a listener listened to', () => {
    const emitter = new EventEmitter();
    const listener = new EventEmitter();
    let calls = 0;
    listener.listenTo(emitter, 'ping pong', () => calls++);
    emitter.trigger('pong');
    listener.stopListening();
    emitter.trigger('ping');
    assert.equal(calls, 1);
  });
});
