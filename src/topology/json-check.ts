/** Where there may be halves of pairs of surrogates. */
const MAYBE_BROKEN = /\\u[dD][89a-fA-F]|[\ud800-\udfff]/;
const BROKEN = /\p{Cs}/u;

/** Counts the members of maps, and finds what kubectl reads otherwise than `JSON.parse`. */
export class JsonCheck {
  /** Checks what was read of a text. */
  public static of(value: unknown, text: string): JsonCheck {
    const check = new JsonCheck(MAYBE_BROKEN.test(text));
    check.isGood(value);
    check.path.reverse();
    return check;
  }

  public memberCount = 0;
  public wrong: string | undefined;
  /** To what is wrong. */
  public readonly path: (string | number)[] = [];

  private constructor(private readonly mayBeBroken: boolean) {}

  private isGood(value: unknown): boolean {
    if (typeof value === 'string') return !this.mayBeBroken || !this.isBroken(value);
    if (typeof value === 'number') return Number.isFinite(value) || this.fail('a number that is too large');
    if (typeof value !== 'object' || value === null) return true;
    if (Array.isArray(value)) return value.every((item, i) => this.isGood(item) || this.failAt(i));
    const keys = Object.keys(value);
    this.memberCount += keys.length;
    for (const key of keys) {
      if (this.mayBeBroken && this.isBroken(key)) return this.failAt(key);
      if (!this.isGood((value as { [key: string]: unknown })[key])) return this.failAt(key);
    }
    return true;
  }

  /** kubectl puts another character in place of it. */
  private isBroken(text: string): boolean {
    return BROKEN.test(text) && !this.fail('half of a pair of surrogates');
  }

  private fail(what: string): false {
    this.wrong = what;
    return false;
  }

  private failAt(key: string | number): false {
    this.path.push(key);
    return false;
  }
}
