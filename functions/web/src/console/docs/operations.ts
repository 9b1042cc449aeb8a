/** The parts of an operation's description that a try needs. */
export interface Described {
  id: string;
  method: string;
  path: string;
  tag: string;
  summary: string;
  description: string;
  parameters: readonly Parameter[];
  /** A body to begin with, as JSON; absent where the operation takes none. */
  body?: string;
}

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description: string;
  example: string;
}

interface Ref {
  $ref?: string;
}

interface RawParameter extends Ref {
  name?: string;
  in?: string;
  required?: boolean;
  description?: string;
  example?: unknown;
}

interface RawMedia {
  example?: unknown;
  examples?: Record<string, { value?: unknown }>;
}

interface RawOperation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  security?: unknown[];
  parameters?: RawParameter[];
  requestBody?: { content?: Record<string, RawMedia> };
}

/** The description, as the API serves it. */
export interface OpenApi {
  paths: Record<string, Record<string, unknown>>;
  components?: Record<string, Record<string, unknown>>;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** Operations that are for the pages, or answer with one: there is nothing to try. */
const NOT_TRIED = /^(\/pair|\/web|\/console|\/api-docs)/;

/** The operations that can be tried, in the description's order. */
export function operationsOf(document: OpenApi): readonly Described[] {
  return Object.entries(document.paths)
    .filter(([path]) => !NOT_TRIED.test(path))
    .flatMap(([path, methods]) =>
      METHODS.filter((method) => method in methods).map((method) =>
        described(document, method, path, methods),
      ),
    );
}

function described(
  document: OpenApi,
  method: string,
  path: string,
  methods: Record<string, unknown>,
): Described {
  const raw = methods[method] as RawOperation;
  const shared = (methods.parameters ?? []) as RawParameter[];
  const media = raw.requestBody?.content?.['application/json'];
  return {
    id: raw.operationId ?? `${method} ${path}`,
    method: method.toUpperCase(),
    path,
    tag: raw.tags?.[0] ?? '',
    summary: raw.summary ?? path,
    description: prose(raw.description ?? ''),
    parameters: [...shared, ...(raw.parameters ?? [])].flatMap((one) => parameter(document, one)),
    ...(media === undefined ? {} : { body: JSON.stringify(exampleOf(media), null, 2) }),
  };
}

function parameter(document: OpenApi, given: RawParameter): Parameter[] {
  const raw = given.$ref === undefined ? given : resolve(document, given.$ref);
  const place = raw.in;
  return raw.name !== undefined && (place === 'path' || place === 'query' || place === 'header')
    ? [
        {
          name: raw.name,
          in: place,
          required: raw.required === true,
          description: prose(raw.description ?? ''),
          example: raw.example === undefined ? '' : String(raw.example),
        },
      ]
    : [];
}

function resolve(document: OpenApi, reference: string): RawParameter {
  const [, , kind = '', name = ''] = reference.split('/');
  return (document.components?.[kind]?.[name] ?? {}) as RawParameter;
}

/** A description without its marks, and without the ends of lines that it was written in. */
export function prose(text: string): string {
  return text
    .trim()
    .replaceAll('`', '')
    .replace(/([^\n])\n(?![\n\-*|])/g, '$1 ');
}

function exampleOf({ example, examples = {} }: RawMedia): unknown {
  return example ?? Object.values(examples)[0]?.value ?? {};
}

/** Operations whose name, path or summary has all of the words. */
export function found(operations: readonly Described[], text: string): readonly Described[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return operations.filter(({ id, path, summary }) => {
    const all = `${id} ${path} ${summary}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** The values that the parameters begin with: the last session's id, and nothing for optional ones. */
export function firstValues(
  { parameters }: Described,
  session: string | null,
): Record<string, string> {
  return Object.fromEntries(
    parameters.map(({ name, required, example }) => [
      name,
      name === 'sessionId' && required ? (session ?? example) : required ? example : '',
    ]),
  );
}
