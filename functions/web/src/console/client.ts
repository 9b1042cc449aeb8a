import type { paths } from '../generated/api';
import { Failure } from './failure';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** The paths of the catalogue that have an operation of a method. */
type PathsWith<M extends Method> = {
  [P in keyof paths]: paths[P] extends { [K in M]: { responses: unknown } } ? P : never;
}[keyof paths];

type Operation<P extends keyof paths, M extends Method> = paths[P] extends { [K in M]: infer O }
  ? O
  : never;

type AnswerOf<O> = O extends { responses: { 200: { content: { 'application/json': infer A } } } }
  ? A
  : never;

type BodyOf<O> = O extends { requestBody?: { content: { 'application/json': infer B } } }
  ? B
  : O extends { requestBody: { content: { 'application/json': infer B } } }
    ? B
    : undefined;

/** The parameters of a request besides its body. */
export interface Parts {
  path?: Record<string, string>;
  query?: Record<string, string | number | undefined>;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** A request as it is sent. */
export interface Sent {
  method: string;
  path: string;
  body?: string;
  headers?: Record<string, string>;
}

/** An answer with what surrounds it. */
export interface Answer<T> {
  status: number;
  body: T;
  headers: Headers;
  retryAfterMs: number | null;
}

/** Commands that take longer than a request waits are answered so. */
export interface Pending {
  commandId: string;
  heldUntil?: number;
}

export const isPending = (body: object): body is Pending => 'commandId' in body;

/** The address of an operation with its values. */
export function address(template: string, { path = {}, query = {} }: Parts): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name] ?? ''));
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return given.length > 0 ? `${filled}?${search}` : filled;
}

/**
 * The API, by a key. The key goes in a header and nowhere else. Every method rejects with
 * {@link Failure} when there is no answer, or another than wanted.
 */
export class Client {
  constructor(
    readonly key: string,
    private readonly ask: typeof fetch = (input, init) => fetch(input, init),
  ) {}

  async get<P extends PathsWith<'get'>>(path: P, parts: Parts = {}) {
    return (await this.call<AnswerOf<Operation<P, 'get'>>>('get', path, parts)).body;
  }

  async post<P extends PathsWith<'post'>>(
    path: P,
    parts: Parts & { body?: BodyOf<Operation<P, 'post'>> } = {},
  ) {
    return (await this.call<AnswerOf<Operation<P, 'post'>>>('post', path, parts, parts.body)).body;
  }

  async put<P extends PathsWith<'put'>>(
    path: P,
    parts: Parts & { body?: BodyOf<Operation<P, 'put'>> } = {},
  ) {
    return (await this.call<AnswerOf<Operation<P, 'put'>>>('put', path, parts, parts.body)).body;
  }

  async delete<P extends PathsWith<'delete'>>(path: P, parts: Parts = {}) {
    return (await this.call<AnswerOf<Operation<P, 'delete'>>>('delete', path, parts)).body;
  }

  /** An answer in JSON, with what surrounds it. */
  async call<T>(
    method: Method,
    path: string,
    parts: Parts = {},
    body?: unknown,
  ): Promise<Answer<T>> {
    const response = await this.send(
      {
        method: method.toUpperCase(),
        path: address(path, parts),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        headers: parts.headers ?? {},
      },
      parts.signal,
    );
    const retryAfterMs = retryAfter(response);
    const answer = await json(response);
    if (!response.ok) {
      throw new Failure(response.status, errorOf(answer, response), retryAfterMs);
    }
    return { status: response.status, body: answer as T, headers: response.headers, retryAfterMs };
  }

  /** The API's answer, unchanged. Rejects only if there is none. */
  async send({ method, path, body, headers }: Sent, signal?: AbortSignal): Promise<Response> {
    const init: RequestInit = {
      method,
      headers: {
        ...headers,
        'x-api-key': this.key,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    };
    if (body !== undefined) {
      init.body = body;
    }
    if (signal !== undefined) {
      init.signal = signal;
    }
    try {
      return await this.ask(path, init);
    } catch (e) {
      throw signal?.aborted ? e : new Failure(0, 'no connection');
    }
  }
}

async function json(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null; // no JSON: what stands before the API may say something else
  }
}

function errorOf(answer: unknown, response: Response): string {
  const { error, message } = (answer ?? {}) as { error?: unknown; message?: unknown };
  const text = error ?? message;
  return typeof text === 'string' ? text : `HTTP ${response.status}`;
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after'));
  return seconds > 0 ? seconds * 1000 : null;
}
