import { HttpRequest } from './http-request';

/** What is said of connections beside their ends and ports. */
export interface ConnectionTerms {
  /** The requests that they are for. */
  readonly http?: readonly HttpRequest[];
  /** Why a client outside of the mesh may connect to a server inside, which then cannot know who connects. */
  readonly withoutIdentity?: string;
}

/** What is said of connections while a function opens them: whoever opens them for a client need not know of it. */
export class TermsInForce {
  private terms: ConnectionTerms = {};

  /** What is said now. */
  public get now(): ConnectionTerms {
    return this.terms;
  }

  /** Says something of all that a function opens. */
  public during(terms: ConnectionTerms, open: () => void): void {
    const before = this.terms;
    this.terms = terms;
    try {
      open();
    } finally {
      this.terms = before;
    }
  }
}
