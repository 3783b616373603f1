/** The hosts that a rule of Traefik is for; undefined: any host, or nobody can tell. */
type Hosts = readonly string[] | undefined;

/** A word, an operator, a bracket, a comma or a text in quotes. */
const TOKEN = /\s*(?:(&&|\|\||[!(),])|`([^`]*)`|"((?:[^"\\]|\\.)*)"|([A-Za-z]+))/y;

/** More brackets than that nobody writes. */
const DEEP = 50;

/**
 * The hosts that a rule is for: `Host(`a.example.com`) && PathPrefix(`/api`)`. Empty where it is for any, or where that cannot be
 * told for sure.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/http/routing/rules-and-priority/
 */
export function traefikHosts(match: string): readonly string[] {
  const tokens = tokensOf(match);
  if (tokens === undefined) return [];
  const rule = new Rule(tokens);
  const hosts = rule.either(0);
  return rule.isAtEnd ? [...new Set(hosts)].sort() : [];
}

interface Token {
  readonly kind: 'sign' | 'text' | 'word';
  readonly text: string;
}

function tokensOf(match: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const text = match.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (found === null) return undefined;
    const [, sign, raw, quoted, word] = found;
    if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else tokens.push({ kind: 'text', text: raw ?? quoted });
  }
  return tokens;
}

class Rule {
  private position = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  public get isAtEnd(): boolean {
    return this.position === this.tokens.length;
  }

  public either(depth: number): Hosts {
    let hosts = this.all(depth);
    while (this.take('||')) {
      const other = this.all(depth);
      hosts = hosts === undefined || other === undefined ? undefined : [...hosts, ...other];
    }
    return hosts;
  }

  private all(depth: number): Hosts {
    let hosts = this.one(depth);
    while (this.take('&&')) {
      const other = this.one(depth);
      hosts =
        hosts === undefined || other === undefined ? (hosts ?? other) : hosts.filter((host) => other.includes(host));
    }
    return hosts;
  }

  private one(depth: number): Hosts {
    if (depth > DEEP) return undefined;
    if (this.take('!')) {
      this.one(depth + 1);
      return undefined;
    }
    if (this.take('(')) {
      const hosts = this.either(depth + 1);
      return this.take(')') ? hosts : this.broken();
    }
    return this.matcher();
  }

  private matcher(): Hosts {
    const name = this.tokens[this.position];
    if (name?.kind !== 'word') return this.broken();
    this.position++;
    if (!this.take('(')) return this.broken();
    const texts: string[] = [];
    do {
      const token = this.tokens[this.position];
      if (token?.kind !== 'text') break;
      texts.push(token.text.toLowerCase());
      this.position++;
    } while (this.take(','));
    if (!this.take(')')) return this.broken();
    const isForHosts = name.text === 'Host' || name.text === 'HostSNI' || name.text === 'HostHeader';
    return isForHosts && texts.length > 0 && !texts.includes('*') ? texts : undefined;
  }

  private take(sign: string): boolean {
    const token = this.tokens[this.position];
    if (token?.kind !== 'sign' || token.text !== sign) return false;
    this.position++;
    return true;
  }

  /** Whatever follows is not looked at, and the rule does not come to its end. */
  private broken(): undefined {
    this.position = this.tokens.length + 1;
    return undefined;
  }
}
