import { hasToken, replaceTokens, TOKEN_MARKS } from '../../src/support/tokens';

const HEX = '0123456789abcdef0123456789abcdef01234567';
const TEXT = 'Ab1Cd2Ef3Gh4Ij5Kl6Mn7Op8Qr9St0Uv1Wx2Yz3';

/** One for each pattern of each issuer; they are made here, so that no scanner takes them for real ones. */
const TOKENS: { readonly [issuer: string]: readonly string[] } = {
  AWS: [`AKIA${'IOSFODNN7EXAMPLE'}`, `ASIA${'IOSFODNN7EXAMPLE'}`],
  GitHub: [`ghp_${TEXT}`, `ghs_${TEXT}`, `github_pat_${TEXT}`],
  GitLab: [`glpat-${TEXT}`, `gldt-${TEXT}`],
  Slack: [`xoxb-${TEXT}`, `xapp-1-${TEXT}`],
  Stripe: [`sk_live_${TEXT}`, `rk_test_${TEXT}`, `whsec_${TEXT}`],
  Anthropic: [`sk-ant-api03-${TEXT}`],
  OpenAI: [`sk-proj-${TEXT}`, `sk-${TEXT}`],
  'Hugging Face': [`hf_${TEXT}`],
  Google: [`AIza${TEXT}`, `ya29.${TEXT}`, `GOCSPX-${TEXT}`],
  npm: [`npm_${TEXT}`],
  PyPI: [`pypi-${TEXT}`],
  RubyGems: [`rubygems_${HEX}`],
  Docker: [`dckr_pat_${TEXT}`],
  DigitalOcean: [`dop_v1_${HEX}`],
  Vault: [`hvs.${TEXT}`, `hvb.${TEXT}`],
  Databricks: [`dapi${HEX.slice(0, 32)}`],
  Grafana: [`glsa_${TEXT}`, `glc_${TEXT}`],
  'New Relic': [`NRAK-${TEXT.toUpperCase()}`],
  Sentry: [`sntrys_${TEXT}`],
  Atlassian: [`ATATT3x${TEXT}`],
  Linear: [`lin_api_${TEXT}`],
  Shopify: [`shpat_${HEX.slice(0, 32)}`],
  Square: [`sq0csp-${TEXT}`],
  SendGrid: [`SG.${TEXT}.${TEXT}`],
  Mailgun: [`key-${HEX.slice(0, 32)}`],
  Telegram: [`123456789:AA${TEXT.slice(0, 33)}`],
  Tailscale: [`tskey-auth-${TEXT}`],
  Pulumi: [`pul-${HEX}`],
  '1Password': [`ops_eyJ${TEXT}`],
  age: [`AGE-SECRET-KEY-1${TEXT.toUpperCase()}`],
};

test('there is an example for each issuer', () => {
  expect(Object.keys(TOKENS)).toEqual(TOKEN_MARKS.map(({ issuer }) => issuer));
});

test.each(Object.entries(TOKENS))('keys and tokens of %s are found, and replaced in a text', (_, tokens) => {
  for (const token of tokens) {
    expect(hasToken(token)).toBe(true);
    expect(hasToken(`X-Key=${token}`)).toBe(true);
    expect(replaceTokens(`begin ${token}`, '***')).toMatch(/^begin \*\*\*/);
  }
});

test('each pattern has an example', () => {
  for (const { issuer, patterns } of TOKEN_MARKS) {
    for (const pattern of patterns) {
      expect(TOKENS[issuer].some((token) => new RegExp(`^(?:${pattern})`).test(token))).toBe(true);
    }
  }
});

test.each([
  HEX,
  `sha256:${HEX}`,
  'sk-learn',
  'key-value',
  'npm_config_cache',
  'hf_datasets',
  'https://hooks.example.com/v1/items',
  'monkeyAKIAIOSFODNN7EXAMPLE',
  '550e8400-e29b-41d4-a716-446655440000',
  'registry.example.com/acme/api:1.4.2',
  'glob-pattern',
  '12345:AAA',
])('%s is none', (text) => {
  expect(hasToken(text)).toBe(false);
});
