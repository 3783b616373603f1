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
  private isTaken = false;

  /** What is said now. */
  public get now(): ConnectionTerms {
    return this.terms;
  }

  /** What is said now, for a connection that is opened. */
  public take(): ConnectionTerms {
    this.isTaken = true;
    return this.terms;
  }

  /** Says something of all that a function opens; what it returns is whether that was anything. */
  public during(terms: ConnectionTerms, open: () => void): boolean {
    const [before, wasTaken] = [this.terms, this.isTaken];
    this.terms = terms;
    this.isTaken = false;
    try {
      open();
      return this.isTaken;
    } finally {
      this.terms = before;
      this.isTaken ||= wasTaken;
    }
  }
}
