import { checkAgainstSpec } from './spec.js';

export interface CallOptions {
  /** Secret key. */
  bearer?: string;
  portalToken?: string;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is; `body` is then ignored. */
  raw?: string | Uint8Array;
  headers?: Record<string, string>;
}

export interface Answer<Body = any> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
}

/** Calls Portico as a client would, and holds every answer against the committed OpenAPI document. */
export class Api {
  constructor(
    private readonly url: string,
    private readonly keepSecret: (secret: string) => void,
  ) {}

  get = (path: string, options?: CallOptions) => this.call('GET', path, options);
  put = (path: string, options?: CallOptions) => this.call('PUT', path, options);
  post = (path: string, options?: CallOptions) => this.call('POST', path, options);
  patch = (path: string, options?: CallOptions) => this.call('PATCH', path, options);
  delete = (path: string, options?: CallOptions) => this.call('DELETE', path, options);

  async call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const { bearer, portalToken, body, raw } = options;
    for (const secret of [bearer, portalToken]) if (secret) this.keepSecret(secret);
    const headers: Record<string, string> = {
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      ...(portalToken !== undefined && { 'x-rechat-portal-token': portalToken }),
      ...((body !== undefined || raw !== undefined) && { 'content-type': 'application/json' }),
      ...options.headers,
    };
    const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(this.url + path, { method, headers, body: content as string });
    const text = await response.text();
    const isJson = /^application\/json\b/.test(response.headers.get('content-type') ?? '');
    const answer: Answer = {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && text !== '' ? JSON.parse(text) : undefined,
    };
    if (typeof answer.body?.data?.token === 'string') this.keepSecret(answer.body.data.token);
    checkAgainstSpec(method, path, answer);
    return answer;
  }
}
