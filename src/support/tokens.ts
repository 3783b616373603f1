/** The marks of one issuer's keys and tokens. docs/environment.md names the issuers. */
interface Marks {
  readonly issuer: string;
  readonly patterns: readonly string[];
}

/**
 * Texts that are keys or tokens by their look, whatever they are called: the issuers gave them a mark so that they are
 * found. Each is looked for at the start of a word, or a long text would be read once per place.
 */
export const TOKEN_MARKS: readonly Marks[] = [
  { issuer: 'AWS', patterns: ['(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])'] },
  { issuer: 'GitHub', patterns: ['gh[pousr]_[A-Za-z0-9]{16,}', 'github_pat_\\w{16,}'] },
  { issuer: 'GitLab', patterns: ['gl(?:pat|dt|rt|ptt|soat|ft|cbt|imt|agent)-[-\\w]{16,}'] },
  { issuer: 'Slack', patterns: ['xox[abeoprs]-[-A-Za-z0-9]{10,}', 'xapp-\\d-[-A-Za-z0-9]{16,}'] },
  { issuer: 'Stripe', patterns: ['[rs]k_(?:live|test)_[A-Za-z0-9]{10,}', 'whsec_[A-Za-z0-9+/=]{16,}'] },
  { issuer: 'Anthropic', patterns: ['sk-ant-[-\\w]{16,}'] },
  { issuer: 'OpenAI', patterns: ['sk-(?:proj|svcacct)-[-\\w]{16,}', 'sk-[A-Za-z0-9]{32,}'] },
  { issuer: 'Hugging Face', patterns: ['hf_[A-Za-z0-9]{30,}'] },
  { issuer: 'Google', patterns: ['AIza[-\\w]{30,}', 'ya29\\.[-\\w]{20,}', 'GOCSPX-[-\\w]{20,}'] },
  { issuer: 'npm', patterns: ['npm_[A-Za-z0-9]{30,}'] },
  { issuer: 'PyPI', patterns: ['pypi-[-\\w]{30,}'] },
  { issuer: 'RubyGems', patterns: ['rubygems_[a-f0-9]{32,}'] },
  { issuer: 'Docker', patterns: ['dckr_[op]at_[-\\w]{20,}'] },
  { issuer: 'DigitalOcean', patterns: ['do[opr]_v1_[a-f0-9]{32,}'] },
  { issuer: 'Vault', patterns: ['hv[bsr]\\.[-\\w]{20,}'] },
  { issuer: 'Databricks', patterns: ['dapi[a-f0-9]{32}(?![A-Za-z0-9])'] },
  { issuer: 'Grafana', patterns: ['gl(?:sa|c)_[A-Za-z0-9+/=_]{30,}'] },
  { issuer: 'New Relic', patterns: ['NRAK-[A-Z0-9]{20,}'] },
  { issuer: 'Sentry', patterns: ['sntry[su]_[A-Za-z0-9+/=_]{30,}'] },
  { issuer: 'Atlassian', patterns: ['AT[AC]TT3x[-\\w=]{30,}'] },
  { issuer: 'Linear', patterns: ['lin_(?:api|oauth)_[A-Za-z0-9]{20,}'] },
  { issuer: 'Shopify', patterns: ['shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}'] },
  { issuer: 'Square', patterns: ['sq0(?:atp|csp)-[-\\w]{20,}'] },
  { issuer: 'SendGrid', patterns: ['SG\\.[-\\w]{16,}\\.[-\\w]{16,}'] },
  { issuer: 'Mailgun', patterns: ['key-[a-f0-9]{32}(?![A-Za-z0-9])'] },
  { issuer: 'Telegram', patterns: ['\\d{8,10}:AA[-\\w]{33}(?![-\\w])'] },
  { issuer: 'Tailscale', patterns: ['tskey-[a-z]{2,10}-[-A-Za-z0-9]{16,}'] },
  { issuer: 'Pulumi', patterns: ['pul-[a-f0-9]{40}'] },
  { issuer: '1Password', patterns: ['ops_eyJ[-\\w=]{30,}'] },
  { issuer: 'age', patterns: ['AGE-SECRET-KEY-1[A-Z0-9]{20,}'] },
];

/** The same without an issuer. */
const FORMS = [
  '(?<![-.\\w])eyJ[-\\w]{6,}\\.eyJ[-\\w]{6,}\\.[-\\w]*', // JSON Web Token
  '-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----[^]*',
];

const MARKED = TOKEN_MARKS.flatMap(({ patterns }) => patterns);
const TOKEN = new RegExp([`(?<![A-Za-z0-9])(?:${MARKED.join('|')})`, ...FORMS].join('|'));
const TOKENS = new RegExp(TOKEN, 'g');

/** Whether a text holds a key or token that its issuer marked as one. */
export function hasToken(text: string): boolean {
  return TOKEN.test(text);
}

/** The text with something else for each key or token. */
export function replaceTokens(text: string, replacement: string): string {
  return text.replace(TOKENS, replacement);
}

const RUN = /[A-Za-z0-9+/_=-]{32,}/g;

/**
 * The text with something else for what looks random: long hexadecimal numbers and base64. Digests of images are shown:
 * they are public.
 */
export function replaceRandom(text: string, replacement: string): string {
  return text.replace(RUN, (run: string, at: number) => {
    const isDigest = /(^|[^A-Za-z0-9])sha\d{1,3}[-:]$/i.test(text.slice(Math.max(0, at - 8), at));
    return isDigest || !looksRandom(run) ? run : replacement;
  });
}

/** Words have long runs of small letters or capitals; random text has not. */
function looksRandom(run: string): boolean {
  if (!/\d/.test(run) || !/[A-Za-z]/.test(run)) return false;
  if (/^[0-9a-f]+$/i.test(run)) return true;
  // A UUID names something more often than it opens something.
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(run)) return false;
  const inWords = run.match(/[A-Z]?[a-z]{4,}|[A-Z]{5,}|\d{8,}/g)?.join('').length ?? 0;
  return inWords < run.length * 0.4;
}
