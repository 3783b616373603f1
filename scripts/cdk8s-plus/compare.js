// The differences between manifests that two versions of cdk8s-plus rendered.
const { parseAllDocuments } = require('yaml');

/**
 * The fields that differ, each with the kinds of objects that have it. Fields of pods go by their place within the pods, so
 * that a Deployment's and a CronJob's are one.
 *
 * @param before manifests by their files
 * @param after those of another version
 */
function differences(before, after) {
  const found = new Map();
  for (const file of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, fresh] = [before, after].map((all) => objectsIn(all[file] ?? ''));
    for (const key of new Set([...old.keys(), ...fresh.keys()])) {
      collect(found, key.split(' ')[0], old.get(key), fresh.get(key), '');
    }
  }
  return [...found.values()]
    .map(({ kinds, ...difference }) => ({ ...difference, kinds: [...kinds].sort() }))
    .sort((a, b) => (a.field < b.field ? -1 : 1));
}

/** How many objects there are. */
function countObjects(manifests) {
  return Object.values(manifests).reduce((sum, text) => sum + objectsIn(text).size, 0);
}

function objectsIn(text) {
  const objects = parseAllDocuments(text)
    .map((document) => document.toJS())
    .filter((object) => object !== null);
  return new Map(
    objects.map((object) => [`${object.kind} ${object.metadata?.namespace ?? ''}/${object.metadata?.name}`, object]),
  );
}

function collect(found, kind, before, after, place) {
  if (isTree(before) && isTree(after) && Array.isArray(before) === Array.isArray(after)) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const step = Array.isArray(before) ? '[]' : `${place === '' ? '' : '.'}${name}`;
      collect(found, kind, before[name], after[name], `${place}${step}`);
    }
    return;
  }
  const [old, fresh] = [before, after].map((value) => (value === undefined ? null : JSON.stringify(value)));
  if (old === fresh) return;
  const field = ofPods(kind, place);
  const key = [field, old, fresh].join('\n');
  const difference = found.get(key) ?? { field, before: old, after: fresh, kinds: new Set() };
  difference.kinds.add(kind);
  found.set(key, difference);
}

function isTree(value) {
  return typeof value === 'object' && value !== null;
}

/** `pod: shareProcessNamespace`, wherever the pod's spec stands. */
function ofPods(kind, place) {
  const within = kind === 'Pod' ? /^spec\.(.*)$/ : /^spec\.(?:jobTemplate\.spec\.)?template\.spec\.(.*)$/;
  const match = within.exec(place);
  return match === null ? place || 'the object' : `${match[1]} of pods`;
}

module.exports = { countObjects, differences };
