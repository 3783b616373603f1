import { Acceptance, acceptanceFinding, Acceptances, NamedRules, Place, Wrong } from './acceptance';
import { acceptanceInvalid, acceptanceUnused } from './acceptance-rules';
import { ACCEPT_PREFIX, readAcceptValue } from '../../support/accept-annotation';
import { shownPath } from '../../topology/shown-value';
import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';
import { podTemplateOf } from '../checked-pods';
import { Finding } from '../finding';
import { Raw } from '../raw';

/** A prefix that was surely meant to be the right one: nobody else's looks like it. */
const NEARLY_PREFIX = /^accept[^/]*service-?patterns?[^/]*(?:\/|$)/i;

/**
 * What objects accept by their own annotations. An annotation is about all that its rule finds on its object; one on the
 * template of pods is about nothing, because findings are told of the object.
 */
export function annotationAcceptances({ objects }: CheckInput): Acceptances {
  const acceptances: Acceptance[] = [];
  const findings: Finding[] = [];
  const rules = new NamedRules();
  for (const object of objects) {
    const own = object.root.get('metadata', 'annotations');
    for (const [key, field] of own.entries()) {
      const read = readAnnotation(object, key, field, rules);
      if (read !== undefined && 'fingerprint' in read) findings.push(read);
      else if (read !== undefined) acceptances.push(read);
    }
    findings.push(...onTemplates(object, own));
  }
  return { acceptances, findings };
}

function readAnnotation(
  object: CheckedObject,
  key: string,
  field: Raw,
  rules: NamedRules,
): Acceptance | Finding | undefined {
  if (!key.startsWith(ACCEPT_PREFIX)) {
    if (!NEARLY_PREFIX.test(key)) return undefined;
    return invalid(object, key, field, {
      wrong: 'accepts nothing, because its prefix is another one',
      fix: `write ${ACCEPT_PREFIX}<rule>`,
    });
  }
  const rule = key.slice(ACCEPT_PREFIX.length);
  const wrong = rules.wrongOf(rule);
  if (wrong !== undefined) return invalid(object, key, field, wrong);
  // The API server takes null for an empty text.
  const text = field.isAbsent ? '' : field.text();
  const value = text === undefined ? { wrong: 'is no text', fix: 'put the reason in quotes' } : readAcceptValue(text);
  if ('wrong' in value) return invalid(object, key, field, value);
  return { ...value, by: 'annotation', rule, object: object.id, place: placeOf(object, field) };
}

function invalid(object: CheckedObject, key: string, field: Raw, { wrong, fix }: Wrong): Finding {
  const name = shownPath([key]);
  return acceptanceFinding(
    acceptanceInvalid,
    { object: object.id, place: placeOf(object, field), detail: name },
    { message: `the annotation ${name} ${wrong}`, fix },
  );
}

function placeOf(object: CheckedObject, { path }: Raw): Place {
  return { source: object.origin.source, field: shownPath(path), lineOf: () => object.lineOf(path) };
}

/** Tools that add the same annotations everywhere put them on the templates, too: those say nothing new. */
function onTemplates(object: CheckedObject, own: Raw): Finding[] {
  const template = podTemplateOf(object);
  // A pod is its own template.
  if (template === undefined || template.path.length === 0) return [];
  const ofJobs = object.root.get('spec', 'jobTemplate');
  const seen = new Set<string>();
  return [ofJobs, template].flatMap((each) =>
    each
      .get('metadata', 'annotations')
      .entries()
      .filter(([key]) => key.startsWith(ACCEPT_PREFIX) && own.get(key).isAbsent && !seen.has(key) && seen.add(key))
      .map(([key, field]) => {
        const name = shownPath([key]);
        return acceptanceFinding(
          acceptanceUnused,
          { object: object.id, place: placeOf(object, field), detail: `template ${name}` },
          {
            message: `the annotation ${name} stands on a template, where it accepts nothing`,
            fix: `put it into metadata.annotations of ${object.kind} ${object.name}`,
          },
        );
      }),
  );
}
