import { createServer, IncomingMessage, Server } from 'http';
import { AddressInfo } from 'net';

/** A comment, as GitHub tells of it. */
export interface Comment {
  readonly id: number;
  readonly user: { readonly login: string; readonly type: string };
  body: string;
}

/** A request that came in. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly token?: string;
}

/** Stands for api.github.com: the comments of a pull request, as a workflow's token sees them. */
export class FakeGitHub {
  public comments: Comment[] = [];
  public readonly requests: Request[] = [];
  /** Answers to give before all others: `POST 403`. One that ends with `carried out` does what is asked all the same. */
  public readonly refusals: { readonly method: string; readonly status: number; readonly isCarriedOut?: boolean }[] =
    [];
  /** Who a person's token belongs to. */
  public person?: string;
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        const [status, answer] = this.answer(request, body);
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      });
    });
  }

  public async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  public get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer({ method, url, headers }: IncomingMessage, body: string): [number, unknown] {
    this.requests.push({ method: method!, path: url!, token: headers.authorization });
    const at = this.refusals.findIndex((refusal) => refusal.method === method);
    if (at !== -1) {
      const [{ status, isCarriedOut = false }] = this.refusals.splice(at, 1);
      if (isCarriedOut) this.carryOut(method!, url!, body);
      return [status, { message: 'Resource not accessible by integration' }];
    }
    return this.carryOut(method!, url!, body);
  }

  private carryOut(method: string, url: string, body: string): [number, unknown] {
    if (url === '/user') {
      return this.person === undefined ? [403, { message: 'Resource not accessible' }] : [200, { login: this.person }];
    }
    const text = body === '' ? '' : (JSON.parse(body) as { body: string }).body;
    const [, page] = /^\/repos\/acme\/shop\/issues\/12\/comments\?per_page=100&page=(\d+)$/.exec(url) ?? [];
    if (method === 'GET' && page !== undefined) {
      return [200, this.comments.slice((Number(page) - 1) * 100, Number(page) * 100)];
    }
    if (method === 'POST' && url === '/repos/acme/shop/issues/12/comments') {
      const user = this.person === undefined ? BOT : { login: this.person, type: 'User' };
      this.comments.push({ id: this.comments.length + 1, user, body: text });
      return [201, this.comments.at(-1)];
    }
    const [, id] = /^\/repos\/acme\/shop\/issues\/comments\/(\d+)$/.exec(url) ?? [];
    const comment = this.comments.find((one) => String(one.id) === id);
    if (method !== 'PATCH' || comment === undefined) return [404, { message: 'Not Found' }];
    comment.body = text;
    return [200, comment];
  }
}

/** Who writes with the token of a workflow. */
export const BOT = { login: 'github-actions[bot]', type: 'Bot' };

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
