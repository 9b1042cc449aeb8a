import { BaseModel } from './BaseModel';
import { EventEmitter } from './EventEmitter';

export type ModelClass<M extends BaseModel> = new (
  attributes: object,
  options?: { collection?: BaseCollection<M> },
) => M;

/** An id, a model, or plain attributes that carry an `id`. */
export type Key = string | number | object;

export interface AddOptions {
  /** Whether to overwrite the attributes of an existing model. */
  readonly merge?: boolean;
  readonly silent?: boolean;
}

/**
 * A WhatsApp Web collection: models by id, in order. Its events (`add`, `remove`, `sort`, `reset`
 * and every event of its models) fire on the collection.
 */
export class BaseCollection<M extends BaseModel = BaseModel> extends EventEmitter {
  declare modelClass: ModelClass<M>;
  /** The order of the models; by default the order of insertion. */
  declare comparator: ((a: M, b: M) => number) | undefined;
  declare _models: M[];
  declare _index: Record<string, M>;
  #finding: Map<string, Promise<M | undefined>>;

  constructor(modelClass?: ModelClass<M>) {
    super();
    if (modelClass === undefined) {
      throw new Error('Collection initialized without model');
    }
    this.modelClass = modelClass;
    this._models = [];
    this._index = {};
    this.#finding = new Map();
  }

  /**
   * wa-js finds a store by asking whether it is an instance of the collection class found before.
   * If a module exports only the store and no class, wa-js asks the store about itself.
   */
  [Symbol.hasInstance](value: unknown): boolean {
    return value === this;
  }

  get length(): number {
    return this._models.length;
  }

  isModel(value: unknown): value is M {
    return value instanceof BaseModel;
  }

  get(key: Key | null | undefined): M | undefined {
    return key == null ? undefined : this._index[keyText(key)];
  }

  assertGet(key: Key): M {
    const model = this.get(key);
    if (model === undefined) {
      throw new Error('Collection has no such model');
    }
    return model;
  }

  /** The model, from memory or from the collection's source. */
  async find(key: Key): Promise<M> {
    const present = this.get(key);
    if (present !== undefined) {
      return present;
    }
    const text = keyText(key);
    let pending = this.#finding.get(text);
    if (pending === undefined) {
      pending = this.findQuery(key).finally(() => this.#finding.delete(text));
      this.#finding.set(text, pending);
    }
    const found = await pending;
    if (found === undefined) {
      throw new Error('Collection found no such model');
    }
    return found;
  }

  /** Asks the server again and updates the model. */
  async update(key: Key): Promise<M | undefined> {
    return this.findQuery(key);
  }

  /** The source of models that are not in memory; none by default. */
  async findQuery(_key: Key): Promise<M | undefined> {
    return undefined;
  }

  add(values: object | object[], options: AddOptions = {}): M[] {
    const touched: M[] = [];
    const added: M[] = [];
    for (const value of Array.isArray(values) ? values : [values]) {
      const present = this.get(value);
      if (present !== undefined) {
        if (options.merge === true && present !== value) {
          present.set(attributesOf(value));
        }
        touched.push(present);
        continue;
      }
      const model = this.isModel(value) ? value : new this.modelClass(value, { collection: this });
      this.#insert(model);
      touched.push(model);
      added.push(model);
    }
    if (added.length > 0) {
      this.#order();
      if (options.silent !== true) {
        for (const model of added) {
          this.trigger('add', model, this, options);
        }
      }
    }
    return touched;
  }

  /** Gets the model or adds one with that id. */
  gadd(value: Key, options: AddOptions = {}): M {
    const attributes = isAttributes(value) ? value : { id: value };
    const [model] = this.add(attributes, { merge: isAttributes(value), ...options });
    return model as M;
  }

  remove(values: Key | Key[], options: { silent?: boolean } = {}): M[] {
    const removed: M[] = [];
    for (const value of Array.isArray(values) ? values : [values]) {
      const model = this.get(value);
      if (model !== undefined) {
        this._models.splice(this._models.indexOf(model), 1);
        delete this._index[keyText(model)];
        model.off(null, null, this);
        removed.push(model);
        if (options.silent !== true) {
          this.trigger('remove', model, this);
        }
      }
    }
    return removed;
  }

  reset(): this {
    for (const model of this._models) {
      model.off(null, null, this);
    }
    this._models = [];
    this._index = {};
    return this.trigger('reset', this);
  }

  /** Replaces the collection's models by these. */
  set(values: object[]): M[] {
    const kept = new Set(this.add(values, { merge: true }));
    this.remove(this._models.filter((model) => !kept.has(model)));
    return [...kept];
  }

  sort(options: { silent?: boolean } = {}): this {
    this.#order();
    return options.silent === true ? this : this.trigger('sort', this);
  }

  at(index: number): M | undefined {
    return this._models.at(index);
  }

  head(): M | undefined {
    return this._models[0];
  }

  last(): M | undefined {
    return this._models.at(-1);
  }

  getModelsArray(): M[] {
    return this._models;
  }

  toArray(): M[] {
    return this._models.slice();
  }

  slice(start?: number, end?: number): M[] {
    return this._models.slice(start, end);
  }

  indexOf(model: M): number {
    return this._models.indexOf(model);
  }

  lastIndexOf(model: M): number {
    return this._models.lastIndexOf(model);
  }

  includes(model: M): boolean {
    return this._models.includes(model);
  }

  forEach(callback: (model: M, index: number) => void): void {
    this._models.forEach(callback);
  }

  map<T>(callback: (model: M, index: number) => T): T[] {
    return this._models.map(callback);
  }

  filter(test: (model: M, index: number) => boolean): M[] {
    return this._models.filter(test);
  }

  some(test: (model: M, index: number) => boolean): boolean {
    return this._models.some(test);
  }

  every(test: (model: M, index: number) => boolean): boolean {
    return this._models.every(test);
  }

  findFirst(test: (model: M, index: number) => boolean): M | undefined {
    return this._models.find(test);
  }

  findLast(test: (model: M, index: number) => boolean): M | undefined {
    return this.filter(test).at(-1);
  }

  countWhere(test: (model: M) => boolean): number {
    return this._models.filter(test).length;
  }

  where(keys: Key[]): M[] {
    return keys.flatMap((key) => this.get(key) ?? []);
  }

  reduce<T>(callback: (sum: T, model: M, index: number) => T, initial: T): T {
    return this._models.reduce(callback, initial);
  }

  serialize(): object[] {
    return this._models.map((model) => model.serialize());
  }

  toJSON(): object[] {
    return this.serialize();
  }

  #insert(model: M): void {
    if (model.collection === undefined) {
      model.collection = this;
    }
    this._models.push(model);
    this._index[keyText(model)] = model;
    model.on('all', (event: string, ...args: unknown[]) => this.trigger(event, ...args), this);
  }

  #order(): void {
    if (this.comparator !== undefined) {
      this._models.sort(this.comparator);
    }
  }
}

/**
 * The text by which a model is indexed. Wids and message keys have their own; attributes have an
 * `id`.
 */
function keyText(key: Key): string {
  return isAttributes(key) ? String((key as { id?: unknown }).id) : String(key);
}

function isAttributes(key: Key): key is object {
  if (typeof key !== 'object') {
    return false;
  }
  return key instanceof BaseModel || key.toString === Object.prototype.toString;
}

function attributesOf(value: object): Record<string, unknown> {
  return value instanceof BaseModel ? value.attributes : (value as Record<string, unknown>);
}
