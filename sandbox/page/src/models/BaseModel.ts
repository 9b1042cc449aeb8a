import { EventEmitter } from './EventEmitter';

export type Attributes = Record<string, unknown>;

export interface SetOptions {
  readonly silent?: boolean;
}

interface Collected {
  remove(model: BaseModel): unknown;
}

/**
 * A WhatsApp Web model: named attributes that fire change events.
 *
 * An attribute `x` is stored in `__x_x`, read and written as `model.x`, and fires `change:x` with
 * (model, value, previous value) and then `change` with (model). Nested models and collections pass
 * their events up as `change:x.y`-like names (`change:chatstate.type`).
 */
export class BaseModel extends EventEmitter {
  /** Class of the model's ids. */
  declare readonly idClass: unknown;
  declare proxyName: string;
  declare __props: readonly string[];
  declare __session: readonly string[];
  declare collection: Collected | undefined;
  declare parent: unknown;
  declare readonly isState: true;

  constructor(attributes: object = {}, options: { collection?: Collected; parent?: unknown } = {}) {
    super();
    define(this, 'collection', options.collection);
    define(this, 'parent', options.parent);
    this.set(attributes as Attributes, undefined, { silent: true });
    this.initialize();
  }

  /** Runs once after the first attributes are set; models with derived state override it. */
  initialize(): void {}

  isIdType(value: unknown): boolean {
    return typeof this.idClass === 'function' && value instanceof this.idClass;
  }

  get attributes(): Attributes {
    const result: Attributes = {};
    for (const key of Object.keys(this)) {
      if (key.startsWith('__x_')) {
        const value = this[key as keyof this];
        if (value !== undefined) {
          result[key.slice(4)] = value;
        }
      }
    }
    return result;
  }

  get<K extends keyof this>(name: K): this[K] {
    return this[name];
  }

  set(name: string | Attributes, value?: unknown, options: SetOptions = {}): this {
    const attributes = typeof name === 'string' ? { [name]: value } : name;
    const quiet =
      typeof name === 'string' ? options : ((value as SetOptions | undefined) ?? options);
    const changed: [string, unknown, unknown][] = [];
    for (const [key, next] of Object.entries(attributes)) {
      const previous = this.#read(key);
      if (!sameValue(previous, next)) {
        this.#write(key, next);
        changed.push([key, next, previous]);
      }
    }
    if (changed.length > 0 && quiet.silent !== true) {
      for (const [key, next, previous] of changed) {
        this.trigger(`change:${key}`, this, next, previous);
      }
      this.trigger('change', this);
    }
    return this;
  }

  unset(names: string | string[], options: SetOptions = {}): this {
    for (const name of Array.isArray(names) ? names : [names]) {
      this.set(name, undefined, options);
    }
    return this;
  }

  clear(): this {
    return this.unset(Object.keys(this.attributes).filter((name) => name !== 'id'));
  }

  reset(): this {
    return this.clear();
  }

  /** Removes the model from its collection, and fires `destroy`. */
  delete(): void {
    this.trigger('destroy', this);
    this.collection?.remove(this);
    this.stopListening();
  }

  /** Forwards a nested model's or collection's events to this model, prefixed with `name`. */
  addChild(name: string, child: EventEmitter): void {
    child.on(
      'all',
      (event: string, ...args: unknown[]) => {
        if (event.startsWith('change:')) {
          this.trigger(`change:${name}.${event.slice(7)}`, ...args);
        }
      },
      this,
    );
  }

  serialize(): Attributes {
    const result: Attributes = {};
    for (const name of this.__props) {
      const value = this.#read(name);
      if (value !== undefined) {
        result[name] = value instanceof BaseModel ? value.serialize() : value;
      }
    }
    return result;
  }

  toJSON(): Attributes {
    return this.serialize();
  }

  #read(name: string): unknown {
    return (this as unknown as Attributes)[`__x_${name}`];
  }

  #write(name: string, value: unknown): void {
    (this as unknown as Attributes)[`__x_${name}`] = value;
    if (!(name in this)) {
      // An undeclared attribute still behaves as one on this instance.
      Object.defineProperty(this, name, accessor(name));
    }
  }
}

Object.defineProperty(BaseModel.prototype, 'isState', { value: true });

export interface ModelDefinition {
  readonly model: { readonly prototype: BaseModel };
  /** The model's name in the client (`chat`, `msg`): wa-js finds models by it. */
  readonly name: string;
  /** Attributes that are stored across restarts. */
  readonly props: readonly string[];
  /** Attributes that live as long as the page. */
  readonly session?: readonly string[];
  /** Class of the model's id. */
  readonly idClass?: unknown;
}

/** Gives a model class its name and attributes. */
export function defineModel(definition: ModelDefinition): void {
  const { model, name, props, session = [] } = definition;
  const { prototype } = model;
  const inherited = prototype.__props ?? [];
  define(prototype, 'proxyName', name);
  define(prototype, '__props', [...inherited, ...props]);
  define(prototype, '__session', [...session]);
  define(prototype, 'idClass', definition.idClass);
  for (const attribute of [...props, ...session]) {
    Object.defineProperty(prototype, attribute, accessor(attribute));
  }
}

function accessor(name: string): PropertyDescriptor {
  const key = `__x_${name}`;
  return {
    configurable: true,
    enumerable: false,
    get(this: Attributes) {
      return this[key];
    },
    set(this: BaseModel, value: unknown) {
      this.set(name, value);
    },
  };
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true });
}

function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) {
    return true;
  }
  return hasEquals(a) && hasEquals(b) && a.equals(b);
}

/** Whether a value has an `equals`: ids are compared by value, models and collections are not. */
function hasEquals(value: unknown): value is { equals(other: unknown): boolean } {
  return (
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof EventEmitter) &&
    typeof (value as { equals?: unknown }).equals === 'function'
  );
}
