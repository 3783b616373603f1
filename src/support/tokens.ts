/**
 * Texts that are keys or tokens by their look, whatever they are called: the issuers gave them a mark so that they are
 * found. Each begins at the start of a word, or a long text would be read once per place.
 */
const MARKS = [
  '(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])', // AWS
  '(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{16,}', // GitHub
  '(?<![A-Za-z0-9])github_pat_\\w{16,}',
  '(?<![A-Za-z0-9])glpat-[-\\w]{16,}', // GitLab
  '(?<![A-Za-z0-9])xox[abeoprs]-[-A-Za-z0-9]{10,}', // Slack
  '(?<![A-Za-z0-9])[rs]k_(?:live|test)_[A-Za-z0-9]{10,}', // Stripe
  '(?<![A-Za-z0-9])whsec_[A-Za-z0-9+/=]{16,}',
  '(?<![A-Za-z0-9])sk-(?:ant|proj|svcacct)-[-\\w]{16,}', // Anthropic, OpenAI
  '(?<![A-Za-z0-9])sk-[A-Za-z0-9]{32,}',
  '(?<![A-Za-z0-9])AIza[-\\w]{30,}', // Google
  '(?<![A-Za-z0-9])ya29\\.[-\\w]{20,}',
  '(?<![A-Za-z0-9])npm_[A-Za-z0-9]{30,}',
  '(?<![A-Za-z0-9])pypi-[-\\w]{30,}',
  '(?<![A-Za-z0-9])dop_v1_[a-f0-9]{32,}', // DigitalOcean
  '(?<![A-Za-z0-9])hv[bs]\\.[-\\w]{20,}', // Vault
  '(?<![-.\\w])SG\\.[-\\w]{16,}\\.[-\\w]{16,}', // SendGrid
  '(?<![-.\\w])eyJ[-\\w]{6,}\\.eyJ[-\\w]{6,}\\.[-\\w]*', // JSON Web Token
  '-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----[^]*',
  'AGE-SECRET-KEY-1[A-Z0-9]{20,}',
];

const TOKEN = new RegExp(MARKS.join('|'));
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
