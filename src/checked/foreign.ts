import { API_TABLE } from './api-table';
import { classNames, versionOf } from './runtime-types';
import { classInWords } from './words';

/** A package of cdk8s-plus: each version of Kubernetes has one of its own. Without a number, the one of this package. */
const PLUS = /^cdk8s-plus(-\d+)?$/;

/**
 * The members that this package uses of classes of cdk8s-plus, by the names of the classes; those with "()" are methods.
 * An object of another cdk8s-plus that has them works as well as one of ours.
 */
const USED: ReadonlyMap<string, readonly string[]> = new Map([
  ['AbstractPod', ['node', 'name', 'podMetadata', '_toPodSpec()']],
  ['Cpu', ['amount']],
  ['DeploymentStrategy', ['_toKube()']],
  ['EnvFrom', ['_toKube()']],
  ['EnvValue', ['value', 'valueFrom']],
  ['Handler', ['_toKube()']],
  ['Metric', ['_toKube()']],
  ['NodeLabelQuery', ['_toKube()']],
  ['PercentOrAbsolute', ['value']],
  ['Probe', ['_toKube()']],
  ['Replicas', ['_toKube()']],
  ['Resource', ['node', 'kind', 'metadata']],
  ['StatefulSetUpdateStrategy', ['_toKube()']],
  ['Volume', ['node', 'name', '_toKube()']],
]);

/**
 * Whether an object is of a class of another package, as this package uses it: made by whatever copy, and for a class of
 * cdk8s-plus by whatever version of it. `cdk8s init` installs another one than this package does.
 */
export function isOfClass(value: unknown, name: string): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const names = classNames(value);
  const className = plusClass(name);
  const used = className === undefined ? undefined : USED.get(className);
  if (used === undefined) return names.includes(name);
  return plusClasses(names).has(className!) && used.every((member) => has(value, member));
}

/** By the lists of names, of which each class has one. */
const PLUS_CLASSES = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Which of an object's classes are of cdk8s-plus. Looked up once for each class: every connection asks. */
function plusClasses(names: readonly string[]): ReadonlySet<string> {
  let classes = PLUS_CLASSES.get(names);
  if (classes === undefined) {
    classes = new Set(names.flatMap((name) => plusClass(name) ?? []));
    PLUS_CLASSES.set(names, classes);
  }
  return classes;
}

/** Members are looked for and not read, but for methods: a getter may do something. */
function has(object: object, member: string): boolean {
  if (!member.endsWith('()')) return member in object;
  return typeof (object as Record<string, unknown>)[member.slice(0, -2)] === 'function';
}

/** `Volume` for `cdk8s-plus-33.Volume` and `cdk8s-plus.Volume`. */
function plusClass(name: string): string | undefined {
  const [className, packageName = ''] = name.split('.').reverse();
  return PLUS.test(packageName) ? className : undefined;
}

/** What a message says of an object that another package made, or another version of the one that is wanted. */
export interface Stranger {
  /** `an EnvValue of cdk8s-plus-33 2.5.57`. */
  readonly got: string;
  readonly fix: string;
}

/** An object whose class is called like the one that is wanted, although it is not what this package can use. */
export function strangerFor(value: unknown, wanted: string): Stranger | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const [wantedName, wantedPackage] = wanted.split('.').reverse();
  if (wantedPackage === undefined) return undefined;
  // An interface of cdk8s-plus is called after its class, with an "I" in front.
  const className = PLUS.test(wantedPackage) ? wantedName.replace(/^I(?=[A-Z])/, '') : wantedName;
  const names = classNames(value);
  if (!names.some((found) => found.endsWith(`.${className}`))) return undefined;
  const [foundName, foundPackage] = names[0].split('.').reverse();
  if (foundPackage === undefined) return undefined;
  const packageName = PLUS.test(wantedPackage) ? API_TABLE.packages.plus : wantedPackage;
  return {
    got: `${classInWords(names[0])} ${versionOf(value, names[0])}`.trimEnd(),
    fix:
      foundPackage === packageName
        ? `install one version of ${packageName}: the one that made it has members of other names`
        : `import ${foundName} from "${packageName}", for which this package is made`,
  };
}
