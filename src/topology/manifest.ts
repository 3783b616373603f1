import { isDnsLabel, isLabelKey, isLabelValue, isObjectName } from './label-syntax';
import { Origin, Problem } from './model';
import { SharedParts } from './shared-parts';
import { shownPath, shownValue } from './shown-value';

/** One object as it was read, with the way back to where it was written. */
export interface Manifest {
  readonly object: unknown;
  readonly origin: Origin;
  /** The line of a field, for sources that have lines. */
  readonly lineOf?: (path: FieldPath) => number | undefined;
}

/** The way to a field: `['spec', 'ingress', 0, 'from']`. */
export type FieldPath = readonly (string | number)[];

/** A field of a manifest, read with care: a wrong type is a problem with a place, never an exception. */
export class Field {
  /** The whole object. */
  public static root(
    manifest: Manifest,
    problems: Problem[],
    warnings: Problem[] = [],
    parts: SharedParts = new SharedParts(),
  ): Field {
    return new Field({ manifest, problems, warnings, parts }, undefined, '', manifest.object);
  }

  private constructor(
    private readonly reading: {
      readonly manifest: Manifest;
      readonly problems: Problem[];
      readonly warnings: Problem[];
      readonly parts: SharedParts;
    },
    private readonly parent: Field | undefined,
    private readonly key: string | number,
    public readonly value: unknown,
  ) {}

  /** Where the manifest was written. */
  public get origin(): Origin {
    return this.reading.manifest.origin;
  }

  /** What the models of all manifests that are read together share. */
  public get parts(): SharedParts {
    return this.reading.parts;
  }

  /** The field's line, or the object's where the field is not there; for sources that have lines. */
  public get line(): number | undefined {
    const { origin, lineOf } = this.reading.manifest;
    return lineOf?.(this.path) ?? origin.line;
  }

  /** Null counts as absent, as it does for the API server. */
  public get isAbsent(): boolean {
    return this.value === undefined || this.value === null;
  }

  /** A member of a map. */
  public get(key: string): Field {
    const map = this.map();
    const value = map?.[key];
    // Most that is asked for is not there; what is there may be inherited.
    const isOwn = value === undefined || Object.prototype.hasOwnProperty.call(map, key);
    return new Field(this.reading, this, key, isOwn ? value : undefined);
  }

  /** The members of a list; nothing if it is absent. */
  public items(): Field[] {
    if (this.isAbsent) return [];
    if (!Array.isArray(this.value)) {
      this.problem('a list');
      return [];
    }
    return this.value.map((item, i) => new Field(this.reading, this, i, item as unknown));
  }

  /** A text; numbers and booleans are refused, as the API server does. */
  public text(): string | undefined {
    if (this.isAbsent) return undefined;
    if (typeof this.value === 'string') return this.value;
    // Unquoted, y, n, on, off, yes and no are booleans for kubectl.
    this.problem('text', typeof this.value === 'boolean' ? 'put it in quotes' : undefined);
    return undefined;
  }

  /** A text that must be there. */
  public requiredText(): string | undefined {
    if (this.isAbsent || this.value === '') this.problem('text, and it is required');
    return this.value === '' ? undefined : this.text();
  }

  /** A text; an empty one counts as absent, as it does for the API server where a text is optional. */
  public optionalText(): string | undefined {
    const text = this.text();
    return text === '' ? undefined : text;
  }

  /** The name of an object. */
  public objectName(): string | undefined {
    const name = this.requiredText();
    if (name === undefined || isObjectName(name)) return name;
    const fix = isObjectName(name.replace(/-+$/, '')) ? 'it must not end with "-"' : undefined;
    this.problem('a name of at most 253 lower-case letters, digits, "-" and "."', fix);
    return undefined;
  }

  /** The name of an object of a kind whose names are free but for what a path cannot hold. */
  public pathSegment(): string | undefined {
    const name = this.requiredText();
    if (name === undefined || !(/[/%]/.test(name) || name === '.' || name === '..')) return name;
    this.problem('a name without "/" and "%"');
    return undefined;
  }

  /** The beginning of a name that is generated. */
  public generatedName(): string | undefined {
    const name = this.requiredText();
    if (name === undefined || isObjectName(name.replace(/-+$/, ''))) return name;
    this.problem('a name of at most 253 lower-case letters, digits, "-" and "."');
    return undefined;
  }

  /** The name of a Service, which is a DNS name. */
  public serviceName(): string | undefined {
    const name = this.requiredText();
    if (name === undefined || (isDnsLabel(name) && /^[a-z]/.test(name))) return name;
    this.problem('a name of at most 63 lower-case letters, digits and "-" that begins with a letter');
    return undefined;
  }

  /** A namespace; an absent or empty one is the one of deployment, and a wrong one is none. */
  public namespaceOr(deployment: string): string | undefined {
    const name = this.isAbsent || this.value === '' ? deployment : this.text();
    if (name === undefined || isDnsLabel(name)) return name;
    this.problem('a namespace: at most 63 lower-case letters, digits and "-"');
    return undefined;
  }

  /** One of a few texts. */
  public oneOf<T extends string>(allowed: readonly T[], fallback: T): T {
    return this.isAbsent ? fallback : (this.requiredOneOf(allowed) ?? fallback);
  }

  /** One of a few texts that must be there. */
  public requiredOneOf<T extends string>(allowed: readonly T[]): T | undefined {
    const found = allowed.find((text) => text === this.value);
    if (found === undefined) this.problem(`one of ${allowed.join(', ')}`);
    return found;
  }

  /** A port number. */
  public port(): number | undefined {
    if (this.isAbsent) return undefined;
    if (typeof this.value === 'number' && Number.isInteger(this.value) && this.value >= 1 && this.value <= 65535) {
      return this.value;
    }
    this.problem('a port number from 1 to 65535');
    return undefined;
  }

  /** A port number, of which 0 and nothing mean none. */
  public portOrNone(): number | undefined {
    return this.value === 0 ? undefined : this.port();
  }

  /** A port's number or name. */
  public portOrName(): number | string | undefined {
    if (typeof this.value !== 'string') return this.port();
    if (isPortName(this.value)) return this.value;
    this.problem(
      'a port number from 1 to 65535, or a name of at most 15 lower-case letters, digits and single "-", with a letter',
      /^\d+$/.test(this.value) ? 'leave out the quotes' : undefined,
    );
    return undefined;
  }

  /** The name of a container's port; an empty one is none. */
  public portName(): string | undefined {
    const name = this.optionalText();
    if (name === undefined || isPortName(name)) return name;
    this.problem('a name of at most 15 lower-case letters, digits and single "-", with a letter');
    return undefined;
  }

  /** Labels: a map of texts; null is the empty one, as it is for the API server. */
  public labels(): { [key: string]: string } {
    const labels: { [key: string]: string } = {};
    const map = this.map();
    if (map === undefined) return labels;
    for (const key of Object.keys(map)) {
      const value = map[key];
      const text = typeof value === 'string' ? value : value === null ? '' : this.get(key).text();
      if (text !== undefined && !isLabelValue(text)) this.get(key).checkLabelValue(text);
      if (!isLabelKey(key)) this.get(key).checkLabelKey(key);
      // No label has this key, which an assignment would take for the prototype.
      if (text !== undefined && key !== '__proto__') labels[key] = text;
    }
    return labels;
  }

  /** The key of a label. */
  public checkLabelKey(key: string): void {
    if (isLabelKey(key)) return;
    this.fail(`invalid label key: got ${shownValue(key, this.path)}; allowed: "name" or "dns.prefix/name"`);
  }

  /** The value of a label. */
  public checkLabelValue(value: string): void {
    if (!isLabelValue(value)) this.problem('a label value: at most 63 letters, digits, "-", "_" and "."');
  }

  /** Whether a flag is set. */
  public flag(): boolean {
    if (this.isAbsent || typeof this.value === 'boolean') return this.value === true;
    this.problem('true or false');
    return false;
  }

  /** Whether it is a map; anything else but nothing is a problem. */
  public map(): { [key: string]: unknown } | undefined {
    if (this.isAbsent) return undefined;
    if (typeof this.value === 'object' && !Array.isArray(this.value)) return this.value as { [key: string]: unknown };
    this.problem('a map');
    return undefined;
  }

  /** Says what is wrong with this field. */
  public problem(allowed: string, fix?: string): void {
    const { path } = this;
    const got = `got ${shownValue(this.value, path)}; allowed: ${allowed}`;
    this.fail(`${path.length === 0 ? 'document' : shownPath(path)}: ${got}${mend(fix)}`);
  }

  /** Says that there is no such field. */
  public unknown(kind: string, known: readonly string[], fix?: string): void {
    const what = `got a field that ${kind} does not have here; allowed: ${known.join(', ')}`;
    this.fail(`${shownPath(this.path)}: ${what}${mend(fix)}`);
  }

  /** Says that the field is passed over, and was probably not meant to be. */
  public unread(kind: string, fix?: string): void {
    this.warn(`${shownPath(this.path)}: got a field that ${kind} does not have here, and it is not read${mend(fix)}`);
  }

  /** Says that the kind of the object is passed over. */
  public unreadKind(apiVersion: string, meant: string): void {
    const got = `${shownValue(this.value, this.path)} of ${shownValue(apiVersion, this.path)}`;
    this.warn(
      `${shownPath(this.path)}: got ${got}, which Kubernetes does not have, and it is not read${mend(`did you mean ${meant}?`)}`,
    );
  }

  /** Says what is wrong, in words of its own. */
  public fail(message: string): void {
    this.reading.problems.push(this.placed(message));
  }

  /** Says what is worth a word, and stops nothing. */
  public warn(message: string): void {
    this.reading.warnings.push(this.placed(message));
  }

  private placed(message: string): Problem {
    const { source, document } = this.origin;
    return { source, document, line: this.line, message };
  }

  /** Put together only when something is wrong. */
  private get path(): FieldPath {
    return this.parent === undefined ? [] : [...this.parent.path, this.key];
  }
}

function mend(fix: string | undefined): string {
  return fix === undefined ? '' : `. Fix: ${fix}`;
}

/** What the API server takes for the name of a pod's port. */
function isPortName(text: string): boolean {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && /[a-z]/.test(text) && text.length <= 15;
}
