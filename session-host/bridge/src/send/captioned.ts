import type { SendRequest } from './types';

/** As in the original API, a text with `options.media` is that media's caption. */
export function captioned(request: SendRequest): SendRequest {
  if (request.contentType !== 'string' || !request.options?.media) {
    return request;
  }
  const { media: content, ...options } = request.options;
  return {
    ...request,
    contentType: 'MessageMedia',
    content,
    options: { ...options, caption: request.content },
  };
}

/** Whether the content is a file, which is sent only after its upload. */
export function isFile(request: SendRequest): boolean {
  return /^MessageMedia/.test(captioned(request).contentType);
}
