import { createHash } from 'crypto';
import { inWords, refuse, Where } from './refuse';
import { refuseMadeOfUnset } from './unset';

const DNS_1035_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const DNS_1123_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const DNS_1123_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const QUALIFIED_NAME_PART = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const ENV_NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;

/**
 * A name that becomes a Service's, and so a host name.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names
 */
export function checkResourceName(where: Where, name: string, maxLength = 63): string {
  refuseMadeOfUnset(where, 'resource name', name);
  if (DNS_1035_LABEL.test(name) && name.length <= maxLength) return name;
  return refuse(where, {
    what: 'resource name',
    got: name,
    allowed: `lower-case letters, digits and "-", beginning with a letter, at most ${maxLength} characters`,
    fix: `use ${JSON.stringify(suggestName(name, maxLength, 'my-service'))} as the id, or set \`name\``,
  });
}

function suggestName(name: string, maxLength: number, fallback: string): string {
  const legal = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, maxLength)
    .replace(/-+$/, '');
  return legal === '' ? fallback : legal;
}

/** The name of a policy or a Deployment, which no DNS name is made of: it may begin with a digit, be long and have dots. */
export function checkPlainName(where: Where, name: string, maxLength = 253): string {
  refuseMadeOfUnset(where, 'resource name', name);
  if (DNS_1123_SUBDOMAIN.test(name) && name.length <= maxLength) return name;
  return refuse(where, {
    what: 'resource name',
    got: name,
    allowed: `lower-case letters, digits, "-" and ".", beginning and ending with a letter or digit, at most ${maxLength} characters`,
    fix: `use ${JSON.stringify(suggestName(name, Math.min(maxLength, 63), 'my-app'))} as the id, or set \`name\``,
  });
}

/** The name of a container or volume. */
export function checkDnsLabel(where: Where, name: string, what: string, fix?: string): string {
  if (DNS_1123_LABEL.test(name) && name.length <= 63) return name;
  return refuse(where, { what, got: name, allowed: 'lower-case letters, digits and "-", at most 63 characters', fix });
}

/** A key of a ConfigMap or Secret, which is also a file's name. */
export function checkDataKey(where: Where, key: string, what: string): string {
  const legal = /^[-._a-zA-Z0-9]+$/.test(key) && key.length <= 253 && key !== '.' && !key.startsWith('..');
  if (legal) return key;
  const isFolder = key === '.' || key.startsWith('..');
  return refuse(where, {
    what,
    got: key,
    allowed: `letters, digits, "-", "_" and "."${isFolder ? '; neither "." nor beginning with ".."' : ''}${
      key.length > 253 ? ', at most 253 characters' : ''
    }`,
  });
}

/** The label's value that stands for a name: the name itself, or where that is too long its beginning and a hash. */
export function labelValueOf(name: string): string {
  return shortened(name);
}

/** The container's name that stands for a workload's: it has no dots. */
export function containerNameOf(name: string): string {
  return shortened(name.includes('.') ? `${name.replace(/\./g, '-')}-${hashOf(name)}` : name, name);
}

function shortened(text: string, name = text): string {
  return text.length <= 63 ? text : `${text.slice(0, 54).replace(/[-.]+$/, '')}-${hashOf(name)}`;
}

function hashOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 8);
}

/** A namespace's name. */
export function checkNamespace(where: Where, name: string): string {
  refuseMadeOfUnset(where, 'namespace', name);
  if (DNS_1123_LABEL.test(name) && name.length <= 63) return name;
  return refuse(where, {
    what: 'namespace',
    got: name,
    allowed: 'lower-case letters, digits and "-", at most 63 characters',
  });
}

/** Whether a string is a DNS subdomain as the API server understands it. */
export function isDnsSubdomain(name: string): boolean {
  return name.length <= 253 && DNS_1123_SUBDOMAIN.test(name);
}

/** The name of an object that this app refers to and somebody else made: a class, a Gateway. */
export function checkObjectName(where: Where, name: string, what: string): string {
  if (isDnsSubdomain(name)) return name;
  return refuse(where, { what, got: name, allowed: 'a name of lower-case letters, digits, "-" and "."' });
}

/**
 * The name of a port. A container's port name is an IANA service name (15 characters); the Service's port carries the
 * same one, so that a person finds it in both.
 */
export function checkPortName(where: Where, name: string): string {
  const legal = name.length <= 15 && DNS_1123_LABEL.test(name) && !name.includes('--') && /[a-z]/.test(name);
  if (legal) return name;
  return refuse(where, {
    what: 'port name',
    got: name,
    allowed: 'at most 15 lower-case letters, digits and single "-", with at least one letter',
    fix: `use for example ${JSON.stringify(suggestName(name, 15, 'http'))}`,
  });
}

/** The name of an environment variable. */
export function checkEnvName(where: Where, name: string): string {
  if (ENV_NAME.test(name)) return name;
  return refuse(where, {
    what: 'environment variable name',
    got: name,
    allowed: 'letters, digits, "_", "-" and ".", not beginning with a digit',
  });
}

/** Label keys, annotation keys and the like: `name` or `prefix/name`. */
export function checkQualifiedName(where: Where, key: string, what: string, spelled = key): void {
  const parts = spelled.split('/');
  const name = parts[parts.length - 1];
  const prefix = parts.length === 2 ? parts[0] : undefined;
  const legal =
    parts.length <= 2 &&
    name.length <= 63 &&
    QUALIFIED_NAME_PART.test(name) &&
    (prefix === undefined || isDnsSubdomain(prefix));
  if (legal) return;
  refuse(where, {
    what,
    got: key,
    allowed: '"name" or "dns.prefix/name", the name of at most 63 letters, digits, "-", "_" and "."',
  });
}

/**
 * Checks labels, keys and values.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export function checkLabels(
  where: Where,
  labels: { readonly [key: string]: string },
  otherwise = 'make it an annotation, which takes any text',
): { [key: string]: string } {
  for (const [key, value] of Object.entries(labels)) {
    checkRenderable(where, key, 'label key');
    checkQualifiedName(where, key, 'label key');
    if (typeof value === 'string' && value.length <= 63 && (value === '' || QUALIFIED_NAME_PART.test(value))) continue;
    refuse(where, {
      what: `value of label "${key}"`,
      got: value,
      allowed: 'at most 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit',
      fix:
        typeof value !== 'string'
          ? `write ${JSON.stringify(String(value))}`
          : `${value.length > 63 ? 'shorten it' : 'leave other characters out'}, or ${otherwise}`,
    });
  }
  return { ...labels };
}

/** What the API server takes for all keys and values of an object's annotations together, in bytes. */
const ANNOTATIONS_LIMIT = 256 * 1024;

/** Checks annotations: their keys are like label keys, their values any text; together they must not be too large. */
export function checkAnnotations(
  where: Where,
  annotations: { readonly [key: string]: string },
  what = 'annotations',
): { [key: string]: string } {
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) {
    checkRenderable(where, key, 'annotation key');
    // The API server compares annotation keys in lower case.
    checkQualifiedName(where, key, 'annotation key', key.toLowerCase());
    if (typeof value !== 'string') {
      refuse(where, {
        what: `value of annotation "${key}"`,
        got: value,
        allowed: 'text',
        fix: `write ${JSON.stringify(String(value))}`,
      });
    }
    size += Buffer.byteLength(key) + Buffer.byteLength(value);
  }
  if (size > ANNOTATIONS_LIMIT) {
    refuse(where, {
      what,
      got: inWords(`${size} bytes of keys and values`),
      allowed: `at most ${ANNOTATIONS_LIMIT} bytes together`,
      fix: 'keep large texts in a ConfigMap',
    });
  }
  return { ...annotations };
}

/** cdk8s takes an object with a key "constructor" for an instance of a class, and renders none. */
export function checkRenderable(where: Where, key: string, what: string): void {
  if (key !== 'constructor') return;
  refuse(where, {
    what,
    got: key,
    allowed: 'another key, because cdk8s renders no object with this one',
    fix: 'put a prefix before it, for example "example.com/constructor"',
  });
}
