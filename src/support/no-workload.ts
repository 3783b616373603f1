/*
 * What to write for the pods of a thing that is no workload of this package: an object of a Helm chart, a manifest, a
 * construct without pods.
 */

type Fields = { readonly [field: string]: unknown };

/** What to pass to `allowTo`, `allowFrom` and `accept` instead of something that is no peer. */
export function fixForPeer(value: unknown): string {
  const pods = foreignPods(value);
  if (pods !== undefined) return `its pods are ${pods}; or, if they are not yours, Peer.pods({ namespace, labels })`;
  const others =
    'describe other pods with Peer.pods({ namespace, labels }), or with ForeignPods.of(scope, { labels }) if they are yours; ' +
    'addresses with Peer.cidr(…)';
  return `${others}; to an ExternalAlias, and other constructs without pods, use connectTo`;
}

/** What to write instead of `Connections.of(value)`. */
export function fixForWorkload(value: unknown): string {
  if (isConnectable(value)) return 'it has connections of its own: use its `connections`';
  const pods = foreignPods(value);
  if (pods !== undefined) return `the connections of its pods are those of ${pods}`;
  if (isTarget(value)) return 'it has no pods of its own: open the way to it with connectTo';
  return 'pass the workload; for pods of Helm charts and operators use ForeignPods.of(scope, { labels }), with labels of their pod template';
}

/** `ForeignPods.of(scope, { labels: { app: "redis" } })` for each lot of pods that something has. */
function foreignPods(value: unknown): string | undefined {
  const calls = [...new Set(manifestsOf(value).flatMap(callFor))];
  if (calls.length === 0) return undefined;
  return calls.length <= 3 ? calls.join(' or ') : `${calls.slice(0, 3).join(' or ')} or ${calls.length - 3} others`;
}

function callFor(manifest: Fields): string[] {
  const labels = labelsOf(manifest);
  if (labels === undefined) return [];
  const { namespace } = fieldsOf(manifest.metadata);
  const place = typeof namespace === 'string' ? `, namespace: ${JSON.stringify(namespace)}` : '';
  const pairs = Object.entries(labels).map(([key, value]) => `${keyText(key)}: ${JSON.stringify(value)}`);
  return [`ForeignPods.of(scope, { labels: { ${pairs.join(', ')} }${place} })`];
}

/** The labels by which pods are selected stay the same from version to version; others of the template may not. */
function labelsOf({ kind, metadata, spec: given }: Fields): { readonly [key: string]: string } | undefined {
  const spec = fieldsOf(given);
  if (kind === 'Pod') return textsOf(fieldsOf(metadata).labels);
  if (kind === 'Service') return textsOf(spec.selector);
  const template = fieldsOf(spec.template ?? fieldsOf(fieldsOf(spec.jobTemplate).spec).template);
  const ofTemplate = textsOf(fieldsOf(template.metadata).labels);
  return ofTemplate === undefined ? undefined : (textsOf(fieldsOf(spec.selector).matchLabels) ?? ofTemplate);
}

/** The manifests that something is, or that the constructs below it were made of. */
function manifestsOf(value: unknown): Fields[] {
  const { node, kind } = fieldsOf(value);
  const { findAll } = fieldsOf(node);
  if (typeof findAll !== 'function') return typeof kind === 'string' ? [fieldsOf(value)] : [];
  return (findAll.call(node) as unknown[]).map((child) => fieldsOf(fieldsOf(child).props));
}

function isConnectable(value: unknown): boolean {
  return typeof fieldsOf(fieldsOf(value).connections).allowFrom === 'function';
}

function isTarget(value: unknown): boolean {
  return typeof fieldsOf(value).acceptConnectionsFrom === 'function';
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** A map of texts that is not empty. */
function textsOf(value: unknown): { readonly [key: string]: string } | undefined {
  const entries = Object.entries(fieldsOf(value));
  const isMap = entries.length > 0 && entries.every(([, text]) => typeof text === 'string');
  return isMap ? (value as { readonly [key: string]: string }) : undefined;
}

function keyText(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key);
}
