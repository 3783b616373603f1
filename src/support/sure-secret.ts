import { withoutReferences } from './url-password';

/** Where tools that fill a secret in are told to look for it: bank-vaults, vals, External Secrets, 1Password, SOPS and others. */
const STORES = [
  'vault:',
  'secretref[+:]',
  'ref\\+',
  'ssm:',
  'aws-?sm:',
  'arn:aws[a-z-]*:(?:secretsmanager|ssm|kms):',
  'gcp:secretmanager:',
  'gcpsm:',
  'sm://',
  'projects/[^/\\s]+/secrets/',
  'azure-?(?:kv|keyvault):',
  'akv:',
  '@Microsoft\\.KeyVault\\(',
  'op://',
  'bws:',
  'akeyless:',
  'doppler:',
  'conjur:',
  'k8s:',
  'ENC\\[',
];
const STORE = new RegExp(`^["']?(?:${STORES.join('|')})`);

/** Whether a text says where the secret is kept, or is encrypted: something else puts it in. */
export function isKeptElsewhere(text: string): boolean {
  const bare = text.trim();
  if (STORE.test(bare)) return true;
  // Several references beside each other: `$(USER):$(PASSWORD)`.
  return bare.includes('$') && /^[^A-Za-z0-9]*$/.test(withoutReferences(bare));
}

/** What a tool puts something in for before it applies, in any text: `<password>`, `{{ .password }}`, `__PASSWORD__`. */
const MARKS = /<[^<>]*>|\{\{|\$\{|%\(|\*{3}|__\w+__|#\{|\[\[/;
/** The same as a whole text, with references of YAML and of Argo CD; what somebody is meant to replace; and switches. */
const WHOLE = [
  /^(@@?|%)\w+\1$|^\(.*\)$|^\*\w+$|^#\s|^![a-z]+\s|^\$[a-z][\w.:-]*$/i,
  /^(change[-_ ](me|it|this)|replace[-_ ]?(me|this|with)|your?[-_ ].*|.*[-_ ]here|todo|fixme|tbd|redacted|x{3,})$/i,
  /^(unset|auto|on|off|enabled|disabled|required|optional)$/i,
];

/** Words that stand before `SECRET` in names for the name of a Secret. */
const NAMED = /(^|[-_.])(pull|image|tls|ssl|cert|certificate|certificates|ca|registry)[-_.]?(secret|credential)s?$/i;
const OF_SECRET = /(secret|credential)s?$/i;
/** Keys that are as often the name of an entry: `STORAGE_KEY: theme`. */
const OF_KEY = /(access|account|auth|encryption|license|master|signing|storage)[-_.]?key$/i;

/** What every visitor of a page gets. */
const OF_BROWSERS = /(^|[-_.])(public|publishable|anon)[-_.]/i;

/**
 * Whether a text that is called like a secret, and is none of what says where it is, is surely the secret itself; not the
 * name of a Secret, a switch, a number, or what is still to be filled in.
 */
export function isSurelySecret(name: string, text: string): boolean {
  const bare = text.trim();
  if (isToBeFilledIn(bare)) return false;
  // How many tokens, or how long.
  if (/^\d{1,5}(ms|[smhdw])?$/.test(bare) && !/passw/i.test(name)) return false;
  // Where to look, or a map of settings.
  if (/^[a-z0-9._-]+(\/[a-z0-9._-]+)+$/.test(bare) || /^[A-Za-z][\w.-]*:(\s|$)/.test(bare)) return false;
  if (OF_BROWSERS.test(name) || /^pk[._]/.test(bare)) return false;
  if (OF_SECRET.test(name)) {
    if (NAMED.test(name) && /^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/.test(bare)) return false;
    if (/^[a-z][a-z0-9]*([-.][a-z0-9]+)+$/.test(bare)) return false;
    if (/^[a-z0-9-]+(,[a-z0-9-]+)+$/.test(bare)) return false;
  }
  if (/authorization$/i.test(name) && /^[A-Za-z]+$/.test(bare)) return false;
  return !(OF_KEY.test(name) && !/secret/i.test(name) && /^[a-z]+([-_.][a-z]+)*$/.test(bare));
}

/** Whether a text, or a part of it, stands for something that is put in later. */
export function isToBeFilledIn(text: string): boolean {
  return MARKS.test(text) || WHOLE.some((pattern) => pattern.test(text.trim()));
}
