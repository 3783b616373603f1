import { Finding } from '../../../checks/finding';
import { PictureNamespace, PictureNode } from '../picture';

/** What checks found about something: positions in the list of all, and the worst. */
export type Marks = Pick<PictureNode, 'findings' | 'severity'>;

const WORST_FIRST = ['error', 'warning', 'note'] as const;

/** What checks found, by the objects it is about. What somebody accepted is left out: it is no mark in a picture. */
export class FindingMarks {
  private readonly byObject = new Map<string, number[]>();
  /** Objects whose findings a box has. */
  private readonly shown = new Set<string>();

  constructor(private readonly findings: readonly Finding[]) {
    findings.forEach(({ object, accepted }, position) => {
      if (accepted !== undefined) return;
      const known = this.byObject.get(object);
      if (known === undefined) this.byObject.set(object, [position]);
      else known.push(position);
    });
  }

  /** The marks of a box that stands for some objects. */
  public of(objects: readonly string[]): Marks {
    const own = objects.filter((object) => this.byObject.has(object));
    for (const object of own) this.shown.add(object);
    return this.marks(own.flatMap((object) => this.byObject.get(object)!));
  }

  /** The marks of namespaces: what no box has; asked when all boxes have theirs. */
  public ofNamespaces(): ReadonlyMap<string, Pick<PictureNamespace, 'findings' | 'severity'>> {
    const left = new Map<string, number[]>();
    for (const [object, positions] of this.byObject) {
      if (this.shown.has(object)) continue;
      const [first, ...rest] = object.split('/');
      // Of what stands in no namespace, only the namespaces themselves have a frame.
      const namespace = first === 'Namespace' ? rest.join('/') : rest.length > 1 ? first : undefined;
      if (namespace === undefined) continue;
      const known = left.get(namespace);
      if (known === undefined) left.set(namespace, [...positions]);
      else known.push(...positions);
    }
    return new Map([...left].map(([namespace, positions]) => [namespace, this.marks(positions)]));
  }

  private marks(positions: readonly number[]): Marks {
    if (positions.length === 0) return {};
    const found = [...new Set(positions)].sort((a, b) => a - b);
    const severity = WORST_FIRST.find((each) => found.some((position) => this.findings[position].severity === each));
    return { findings: found, severity };
  }
}
