/** Why a sentence with a word of promise needs no test of its own. There are no other reasons. */
export type Reason =
  /** It names what comes below it, or on another page. */
  | 'heading'
  | 'navigation'
  /** It says what a field, an option or an end is. */
  | 'names a field'
  /** It is about software of others, and nobody here can hold it. */
  | 'about others'
  /** It says what is not promised. */
  | 'a limit'
  /** The section shows what is refused, in a block that test/docs.test.ts runs. */
  | 'shows refusals';

/** What holds a sentence: promise files by their names, or the reason that none does. */
export type Held = readonly string[] | Reason;

/** A distinctive part of a sentence, and what holds it. */
export type Entry = readonly [part: string, held: Held];

const CLOSED = 'the-network-is-closed-except-for-the-connections-you-declare';
const PROVEN = 'synth-proves-that-each-declared-connection-is-open';
const NOTHING_MORE = 'synth-fails-where-more-is-open-than-was-declared';
const ANEW = 'the-proof-is-made-anew-at-each-synth';
const INSPECTED = 'every-app-that-uses-this-package-is-inspected';
const ONE_PATH = 'connect-to-opens-exactly-one-path';
const ALIAS = 'an-alias-opens-exactly-what-it-stands-for';
const DENY = 'default-deny-closes-the-whole-namespace';
const REFERENCES = 'passwords-are-references';
const LOGINS = 'logins-of-databases-work-or-are-refused';
const LITERALS = 'literal-secrets-are-refused';
const NOT_SHOWN = 'secrets-are-not-shown';
const NAMES = 'text-is-refused-for-names-that-sound-like-a-secret';
const REJECTED = 'what-a-cluster-would-reject-is-refused-where-it-is-written';
const WRONG = 'a-wrong-value-opens-nothing';
const EXACT = 'the-engine-is-exact';
const NOT_SILENT = 'a-verdict-is-never-a-silent-allow-or-deny';
const MATCHERS = 'the-matchers-mean-exactly-these';
const DIFF = 'diff-tells-what-a-change-opens-and-closes';
const DOORS = 'every-door-tells-the-same-findings';
const CLUSTERS = 'each-cluster-is-proven-by-itself';
const UNGUARDED = 'what-nothing-closes-is-warned-about-once';
const REPLACED = 'pods-are-replaced-when-what-they-read-changes';
const BOTH_WALLS = 'each-declared-connection-is-enforced-by-policy-and-identity';
const NO_OTHER_IDENTITY = 'an-identity-that-nobody-declared-is-not-let-in';

/**
 * Each sentence of README and docs that says closed, proven, exact, never, secret or refused, by page, and what holds it.
 * A sentence that nothing can hold is not written.
 */
export const SENTENCES: { readonly [page: string]: readonly Entry[] } = {
  'docs/python.md': [['At synth the proof runs by itself', [INSPECTED]]],
  'README.md': [
    ['closed except for the connections you declare, and synth proves both', [CLOSED, PROVEN, NOTHING_MORE]],
    ['everything else is closed in both directions, but DNS', [CLOSED]],
    ['`DB_PASSWORD` from the Secret in its environment', [REFERENCES]],
    ['The stack refers to a Secret', [REFERENCES]],
    ['a policy that closes a whole namespace', [DENY]],
    ['opens exactly one path', [ONE_PATH]],
    ['Whatever the API server would refuse throws at the line', [REJECTED, WRONG]],
    ['An exact engine reads the rendered manifests', [EXACT]],
    ['what is declared is open, and that no policy, patch or label opens more', [PROVEN, NOTHING_MORE]],
  ],
  'docs/README.md': [
    ['[DefaultDenyPolicy](default-deny-policy.md)', 'navigation'],
    ['[The proof](proof.md)', 'navigation'],
    ['[Environment](environment.md)', 'navigation'],
  ],
  'docs/accepting.md': [
    ['## What is refused', 'shows refusals'],
    ['`notSecret` of a `ConfigFile`', 'names a field'],
  ],
  'docs/autoscaling.md': [['## What is refused', 'shows refusals']],
  'docs/choosing.md': [['| clients of a database', 'heading']],
  'docs/cluster-profile.md': [
    ['so a later call is refused', [REJECTED]],
    ['unknown: `metrics` is refused', [REJECTED]],
    ['each cluster is [proven](proof.md) by itself', [CLUSTERS]],
    ['## What is refused', 'shows refusals'],
  ],
  'docs/command-line.md': [
    ['nothing of Secrets and ConfigMaps', ['the-command-shows-nothing-of-secrets']],
    ["the destination's pods, never the Service's", [CLOSED, ONE_PATH]],
    ['GitHub draws Mermaid', 'about others'],
    ['never overlapping', [EXACT]],
    ['| `closed` | nothing: a connection is gone', [DIFF]],
    ['`internet`, `outside`, `inside` or `closed`', [DIFF]],
  ],
  'docs/coming-from-cdk8s-plus.md': [
    ['| `Secret`, `ConfigMap` | the same objects', 'names a field'],
    ['**Closed.** A workload that nothing connects to', [CLOSED]],
    ['What the API server would refuse throws at the line that wrote it', [REJECTED, NOTHING_MORE]],
    ['they say what must stay closed', [MATCHERS]],
    ['What works with objects of cdk8s-plus-33 as they are', 'names a field'],
  ],
  'docs/coming-from-helm.md': [
    ['no Secret with its values in Git', [LITERALS]],
    ['`persistence` of type `persistentVolumeClaim`, `configMap`, `secret`', 'names a field'],
    ['Its memory of a release is a Secret', 'about others'],
    ['An app can hold a chart of others', [NOTHING_MORE]],
  ],
  'docs/coming-from-kustomize.md': [
    ['`resources` with YAML of others', 'navigation'],
    ['| `secretGenerator` | nothing', [REFERENCES]],
  ],
  'docs/connections.md': [
    ['A call that is refused opens nothing and sets nothing', [LOGINS]],
    ['An empty cell is refused', [LOGINS]],
    ['else `dsnEnv` is refused', [LOGINS]],
    ['owns one NetworkPolicy that closes its pods in both directions', [CLOSED, 'policies-select-own-pods-alone']],
    ["never the Service's (80)", [ONE_PATH]],
    ['that what is declared is open and that nothing else is', [PROVEN, NOTHING_MORE]],
    ["a reference to the Secret's key", [REFERENCES]],
    ['No peer can mean everybody by accident', ['no-peer-means-everybody-by-accident']],
    ['synth warns once that nothing closes the other', [UNGUARDED]],
    ['The target refuses all others of this client', ['only-declared-requests-are-let-in']],
    ['## What is refused', 'shows refusals'],
  ],
  'docs/isolated-namespace.md': [
    ['## Secrets come in between', 'heading'],
    ['A password is in no manifest, so that whoever sets up the cluster', [REFERENCES]],
    ['Pods whose Secret is missing wait for it', 'about others'],
    ['## What is refused', 'shows refusals'],
  ],
  'docs/default-deny-policy.md': [
    ['Closes the network for all pods', [DENY]],
    ['are closed by a policy of their own', [CLOSED]],
    ['## What is refused', 'shows refusals'],
  ],
  'docs/comparison.md': [['[synth compares](proof.md) one with the other', [PROVEN, NOTHING_MORE]]],
  'docs/configuration.md': [
    ['A text that looks like a secret is refused', [LITERALS]],
    ['Write a reference that the program resolves', [LITERALS]],
    ['| `configMap(path, configMap)`, `secret(path, secret)` |', 'names a field'],
    ['| `projected(path, sources)` |', 'names a field'],
    ['| `csi(path, driver)` |', 'names a field'],
    ['Files of Secrets have the mode 0440', [REPLACED]],
    ['those of another one are refused', [REJECTED]],
    ['Kubernetes does not restart pods when a ConfigMap or Secret changes', 'about others'],
    ['carry a hash of the ConfigMaps and Secrets **of the app**', [REPLACED]],
    ['Objects that somebody else makes, and that the app names alone', 'a limit'],
    ['The hash of a Secret is a slow one', 'a limit'],
    ['A short password can be guessed all the same', 'a limit'],
    ['Secrets that somebody else makes are the better way', 'a limit'],
    ['## What is refused', 'shows refusals'],
    ['[Secrets](https://kubernetes.io/docs/concepts/configuration/secret/)', 'navigation'],
  ],
  'docs/rollouts.md': [
    ['More replicas, an autoscaler or a surge are refused', [REJECTED]],
    ['Pods are replaced, too, when a ConfigMap or Secret of the app that they read changes', [REPLACED]],
    ['## What is refused', 'shows refusals'],
  ],
  'docs/environment.md': [
    ['Passwords are never text', [REFERENCES, LITERALS]],
    ['a key of a Secret or ConfigMap, a field of the pod', 'names a field'],
    ["although the name sounds like a secret's |", [LITERALS]],
    ['A second, different value for one variable is refused', [REJECTED]],
    ["## Names that sound like a secret's", 'heading'],
    ["A variable whose name sounds like a secret's takes a reference", [NAMES]],
    ['a word that ends with', [NAMES]],
    ['| a word `PASS` `PWD` |', [NAMES]],
    ['| `KEY` behind', [NAMES]],
    ['where a secret lies', [NAMES]],
    ['where one is asked for', [NAMES]],
    ['with other text it may be the secret', [NAMES]],
    ['under a name that is refused', [NAMES]],
    ['## Texts that are secrets', 'heading'],
    ['Under any name is refused', [LITERALS]],
    ['a text that gives a secret by its name', [LITERALS]],
    ["No other text of a pod's containers may be a secret either", [LITERALS]],
    ['| where | refused | the way out |', 'heading'],
    ['and what follows an option that is named like a secret', [LITERALS]],
    ['headers that are named like a secret', [LITERALS]],
    ['An option is named like a secret if its last word is', [LITERALS]],
    ['## What is refused', 'shows refusals'],
    ['never repeated in a message', [NOT_SHOWN]],
    ['[Secrets](https://kubernetes.io/docs/concepts/configuration/secret/)', 'navigation'],
  ],
  'docs/environments.md': [
    ['and each is proven by itself', [PROVEN]],
    ['not here: a Secret of one name in each cluster', [REFERENCES]],
  ],
  'docs/checks.md': [
    ['exactly the same findings for the same manifests', [DOORS]],
    ['The rules of the proof are asked at synth alone', 'a limit'],
  ],
  'docs/errors.md': [
    ['What a cluster would reject, or would take for something else', [REJECTED, WRONG]],
    ['[not what may be a secret]', [NOT_SHOWN]],
    ['a text in a place for secrets', [NOT_SHOWN]],
    ['all that follows the name of a secret', [NOT_SHOWN]],
    ['[ends with the id of the rule]', 'navigation'],
  ],
  'docs/escape-hatches.md': [
    ['What the API server refuses of a container or volume', [REJECTED]],
    ['It can open, never close', ['a-hand-written-policy-opens-and-never-closes', NOTHING_MORE]],
  ],
  'docs/external-alias.md': [
    ['| exactly these addresses |', [ALIAS]],
    ['gets a certificate for `api.stripe.com` and refuses it', 'about others'],
    ['| exactly these networks |', [ALIAS]],
    ['exactly these names, with such a policy', [ALIAS]],
    ['private, link-local and other special ranges stay closed', [ALIAS]],
    ['It needs DNS pods that Cilium can select', [ALIAS]],
    ['## What is refused', 'shows refusals'],
  ],
  'docs/foreign-pods.md': [['## What is refused', 'shows refusals']],
  'docs/headless-database.md': [
    ['Beside `secret` and `key`, `urlSafe: true` says', 'names a field'],
    ['`userEnv` and `dsnEnv` are refused then', [LOGINS]],
    ['so `replicas` above 1 is refused', [LOGINS]],
    ["`initdb` refuses a volume's root", 'about others'],
    ['mysqld refuses to initialise a folder', 'about others'],
    ['is a key of a Secret, never text', [REFERENCES]],
    ["The Secret must be in the database's namespace", [REFERENCES]],
    ['Changing the Secret later', 'about others'],
    ['| `password` | none | a key of a Secret |', 'names a field'],
    ['The pods are also closed to each other', [CLOSED]],
    ['## What is refused', 'shows refusals'],
  ],
  'docs/health.md': [['## What is refused', 'shows refusals']],
  'docs/images.md': [['refuse a directory with `lost+found`', 'about others']],
  'docs/internal-service.md': [
    ['closes both directions but for DNS and declared', [CLOSED]],
    ['## What is refused', 'shows refusals'],
  ],
  'docs/mesh.md': [
    ['each declared connection is enforced twice', [BOTH_WALLS]],
    ['## What is proven', 'heading'],
    ['| proven |', 'heading'],
    ['[identity-wider-than-policies](checks.md', 'navigation'],
    ['Each declared connection is enforced by the network policy and by the identity of the client', [BOTH_WALLS]],
    ['An identity that nobody declared is not let in', [NO_OTHER_IDENTITY]],
    ['What a mesh cannot do is refused', ['what-a-mesh-cannot-enforce-is-refused']],
  ],
  'docs/performance.md': [
    ['The exact message of cdk8s for a cycle', ['service-app-writes-what-app-writes']],
    ['Rendering includes the proof', [PROVEN, 'nothing-is-rendered-twice']],
    ['## The proof', 'heading'],
    ['with and without [it](proof.md)', 'navigation'],
  ],
  'docs/pipelines.md': [
    ['the script reports and never objects', [DIFF]],
    ['`git merge-base` compares', 'about others'],
  ],
  'docs/ports.md': [['## What is refused', 'shows refusals']],
  'docs/proof.md': [
    ['# The proof at synth', 'heading'],
    ['in an app attaches the proof', [INSPECTED, ANEW]],
    ['| declared with | proven |', 'heading'],
    ['cannot connect: the call is refused', [PROVEN]],
    ['## What is not declared is closed', 'heading'],
    ['a declared connection is not proven, with the reason', [PROVEN, NOTHING_MORE]],
    ['it was not asked to be closed; one warning each', [UNGUARDED]],
    ['The proof reads manifests', 'a limit'],
  ],
  'docs/exposure.md': [
    ['`IngressPathType.EXACT`', 'names a field'],
    ["Tls.secretName('shop-tls')", 'names a field'],
    ['Tls.secret(secret)', 'names a field'],
    ['The types are `RoutePathType.PREFIX`', 'names a field'],
    ['## What is refused', 'shows refusals'],
  ],
  'docs/public-web-app.md': [
    ['opens exactly what the exposure needs', ['an-exposure-opens-exactly-what-it-needs']],
    ["the Secret with the host's certificate", 'names a field'],
    ['## What is refused', 'shows refusals'],
  ],
  'docs/publishing.md': [['synth proves the network of what your classes make', [PROVEN, NOTHING_MORE]]],
  'docs/pulling-images.md': [
    ['names of Secrets of type', 'names a field'],
    ['`NEVER`, or `IF_NOT_PRESENT` with any tag', 'names a field'],
    ['## What is refused', 'shows refusals'],
  ],
  'docs/reachability.md': [
    ["A policy is about the pods' port (`targetPort`), never the Service's", [CLOSED, ONE_PATH]],
    ['The result is exact', [EXACT]],
    ['is an error with its file and line, never a verdict', ['what-the-api-server-refuses-is-never-judged']],
    ['What an API server refuses is an error with its line', ['what-the-api-server-refuses-is-never-judged']],
    ['The first rule that matches decides', [EXACT]],
    ['the proof ask both, and say which of them', [BOTH_WALLS, NO_OTHER_IDENTITY]],
    ['they may close more', 'a limit'],
    ['It is never a silent "allow" or "deny"', [NOT_SILENT]],
    ['an `ipBlock` against pods of the cluster', [NOT_SILENT]],
    ['is kept as a symbol, and never dropped', [EXACT]],
    ['defaults, and what is refused', 'navigation'],
  ],
  'docs/resources-and-scaling.md': [
    ['A default never contradicts what is given', ['a-default-never-contradicts-what-is-given']],
    ['## What is refused', 'shows refusals'],
  ],
  'docs/scheduling.md': [['## What is refused', 'shows refusals']],
  'docs/security.md': [
    ['`restricted`, loosened in exactly what is named', ['every-container-runs-restricted']],
    ['## What is refused', 'shows refusals'],
  ],
  'docs/service-app.md': [
    ['which kubectl refuses', ['kubectl-reads-back-what-is-written']],
    ['never touches it, whatever its name', ['files-of-others-are-never-touched']],
    ['`cdk8s synth` empties its output directory first', 'about others'],
  ],
  'docs/several-services.md': [['## What is refused', 'shows refusals']],
  'docs/stability.md': [['what they mean is held by the [proof]', [PROVEN, NOTHING_MORE]]],
  'docs/stateful-service.md': [['## What is refused', 'shows refusals']],
  'docs/taking-over.md': [['see what would be closed', [DIFF]]],
  'docs/testing.md': [
    ['that what is declared is open, and nothing else', [PROVEN, NOTHING_MORE]],
    ['what must stay closed, and what a service may reach at all', [MATCHERS]],
    ['exactly these are reached', [MATCHERS]],
    ['exactly these reach it', [MATCHERS]],
    ['A construct must have exactly one workload', [MATCHERS]],
    ['| `accepted()` | which connections were', [NOTHING_MORE]],
  ],
  'docs/task.md': [
    ['Secrets, ConfigMaps and service accounts that the Task refers to', 'a limit'],
    ['| `restartPolicy` |', 'names a field'],
    ['## What is refused', 'shows refusals'],
  ],
  'docs/scheduled-task.md': [
    ['What the API server does not take is refused', [REJECTED]],
    ['## What is refused', 'shows refusals'],
  ],
  'docs/network-page.md': [['Nothing of Secrets and ConfigMaps', ['the-command-shows-nothing-of-secrets']]],
  'docs/node-agent.md': [
    ['refuse every pod that sees files of its node', 'about others'],
    ['## What is refused', 'shows refusals'],
  ],
  'docs/worker.md': [['## What is refused', 'shows refusals']],
  'docs/validation.md': [
    ['[says the same by itself]', 'navigation'],
    ['rules that need this, and [the proof]', 'a limit'],
  ],
  'docs/workload-defaults.md': [['## What is refused', 'shows refusals']],
};

/** What README and docs promise in other words. */
export const OTHER_PROMISES = [
  'each-file-is-old-or-new',
  'names-of-rendered-objects-are-stable',
  'the-order-of-the-calls-leaves-no-trace',
  'the-package-runs-and-fetches-nothing',
  'what-programs-read-is-stable',
];
