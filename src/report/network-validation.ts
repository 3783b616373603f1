import { readFileSync } from 'fs';
import { resolve } from 'path';
import { formatProblem } from './analyse-app';
import { checkSelection, today } from './finding-selection';
import { checked } from '../checked/checked';
import { readBaseline } from '../checks/acceptance/read-baseline';
import { check } from '../checks/check';
import { CheckInput } from '../checks/check-input';
import { Finding } from '../checks/finding';
import { readRulesText } from '../checks/network-rules';
import { Raw } from '../checks/raw';
import { Analysis } from '../reachability/analysis';
import { refuse } from '../support/refuse';
import { resourceId } from '../synth/construct-metadata';
import { parseTopology } from '../topology/parse';
import { readYaml } from '../topology/read-yaml';

/** The `properties` of the validation in cdk8s.yaml. */
export interface NetworkValidationProps {
  /**
   * From which severity on findings fail the synth: `error` or `warning`.
   *
   * @default error
   */
  readonly failOn?: string;
  /**
   * The ids of the only rules to ask.
   *
   * @default - all
   */
  readonly only?: string[];
  /**
   * The ids of rules to leave out.
   *
   * @default - none
   */
  readonly skip?: string[];
  /**
   * A file of rules about who may reach whom, as docs/network-rules.md has them, from where the command runs.
   *
   * @default - none
   */
  readonly rules?: string;
  /**
   * A file of accepted findings, which `service-patterns check --write-baseline` writes, from where the command runs.
   *
   * @default - none
   */
  readonly baseline?: string;
  /**
   * Whether notes are reported, too.
   *
   * @default false
   */
  readonly notes?: boolean;
}

/** What the cdk8s command hands to a validation. */
interface ValidationContext {
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: {
      readonly ruleName: string;
      readonly recommendation: string;
      readonly fix: string;
      readonly violatingResources: readonly {
        readonly resourceName: string;
        readonly locations: readonly string[];
        readonly manifestPath: string;
      }[];
    }): void;
    submit(status: 'success' | 'failure', metadata?: { readonly [key: string]: string }): void;
  };
}

/**
 * The rules of docs/checks.md as a validation of the cdk8s command: `cdk8s synth` reports what they find in the manifests that it
 * wrote, with the construct that each comes from, and fails where something of it is an error.
 *
 * cdk8s.yaml:
 *
 *     validations:
 *       - package: cdk8s-service-patterns
 *         version: 1.0.0
 *         class: NetworkValidation
 *         properties:
 *           failOn: warning
 *
 * @see https://cdk8s.io/docs/latest/plugins/validation/
 *
 * @example
 *
 * const validation = new NetworkValidation({ failOn: 'warning', skip: ['one-replica'] });
 */
@checked
export class NetworkValidation {
  private readonly failOn: 'error' | 'warning';

  constructor(private readonly props: NetworkValidationProps = {}) {
    const { failOn = 'error' } = props;
    if (failOn !== 'error' && failOn !== 'warning') {
      refuse('NetworkValidation', {
        what: 'failOn',
        got: failOn,
        allowed: 'error or warning',
        fix: 'leave it out for error',
      });
    }
    this.failOn = failOn;
    checkSelection('NetworkValidation', props);
  }

  /**
   * Asks the rules; called by the cdk8s command.
   *
   * @param context of the cdk8s command: the manifests and the report
   */
  public validate(context: any): Promise<void> {
    checkContext(context);
    return this.report(context);
  }

  private async report({ manifests, report }: ValidationContext): Promise<void> {
    const { findings, ids } = await Promise.resolve(this.find(manifests));
    const counted = findings.filter(({ accepted }) => accepted === undefined);
    const shown = counted.filter(({ severity }) => severity !== 'note' || this.props.notes === true);
    for (const alike of groupBy(shown, ({ rule }) => rule.id).values()) {
      const [{ rule }] = alike;
      report.addViolation({
        ruleName: rule.id,
        recommendation: `${rule.title}. ${rule.why}`,
        fix: rule.fix,
        violatingResources: alike.map((finding) => ({
          resourceName: ids.get(finding.object) ?? finding.object,
          locations: [locationOf(finding)],
          manifestPath: finding.source,
        })),
      });
    }
    const failing = counted.filter(({ severity }) => severity === 'error' || severity === this.failOn);
    const notes = counted.length - shown.length;
    report.submit(failing.length === 0 ? 'success' : 'failure', {
      findings: String(shown.length),
      // What is not shown is not passed over in silence.
      ...(notes === 0 ? {} : { notes: `${notes}, which \`notes: true\` shows` }),
      accepted: String(findings.length - counted.length),
    });
  }

  private find(paths: readonly string[]): { findings: readonly Finding[]; ids: ReadonlyMap<string, string> } {
    const { only, skip } = this.props;
    const read = paths.map((path) => readYaml(textOf('manifest', path), path));
    const manifests = read.flatMap((each) => each.manifests);
    const { topology, problems } = parseTopology(manifests);
    const rules = readFile('rules', this.props.rules, readRulesText);
    const accepted = readFile('baseline', this.props.baseline, readBaseline);
    const all = [
      ...read.flatMap((each) => each.problems),
      ...problems,
      ...(rules?.problems ?? []),
      ...(accepted?.problems ?? []),
    ];
    if (all.length > 0) throw new Error(`NetworkValidation: ${all.map(formatProblem).join('\n  ')}`);
    const input = new CheckInput(Analysis.of(topology), manifests, { today: today() });
    const ids = new Map(input.objects.map(({ id, root }) => [id, nameInMetadata(root)]));
    const options = { only, skip, networkRules: rules?.rules, baseline: accepted?.baseline };
    return { findings: check(input, options), ids };
  }
}

function checkContext(context: unknown): asserts context is ValidationContext {
  const { manifests, report } = (context ?? {}) as Partial<ValidationContext>;
  const isPaths = Array.isArray(manifests) && manifests.every((path) => typeof path === 'string');
  if (isPaths && typeof report?.addViolation === 'function' && typeof report.submit === 'function') return;
  refuse('NetworkValidation.validate', {
    what: 'context',
    got: context,
    allowed: 'what the cdk8s command hands to a validation: the paths of manifests, and a report',
    fix: 'name the class in `validations` of cdk8s.yaml, and let `cdk8s synth` call it',
  });
}

function readFile<T>(prop: string, path: string | undefined, read: (text: string, source: string) => T): T | undefined {
  return path === undefined ? undefined : read(textOf(prop, path), path);
}

function textOf(what: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return refuse('NetworkValidation', {
      what,
      got: path,
      allowed: `a file that can be read; ${resolve(path)} ${code === 'ENOENT' ? 'is not there' : `is none: ${message}`}`,
      fix: 'write its path from where cdk8s runs, which is mostly the folder of cdk8s.yaml',
    });
  }
}

/** As the metadata of constructs name an object, by which the command looks up the construct. */
function nameInMetadata(root: Raw): string {
  const metadata = root.get('metadata');
  return resourceId(root.get('kind').text() ?? '', metadata.get('name').text() ?? '', metadata.get('namespace').text());
}

function locationOf({ severity, field, line, message, fix }: Finding): string {
  const place = [field, line === undefined ? undefined : `line ${line}`]
    .filter((part) => part !== undefined)
    .join(', ');
  return `${severity}${place === '' ? '' : ` at ${place}`}: ${message}. Fix: ${fix}`;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
