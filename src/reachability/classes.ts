/** Some workloads, by their positions: those that belong, and those of which some pods do. */
export interface Positions {
  readonly members: readonly number[];
  readonly partial: ReadonlyMap<number, unknown>;
}

/** Workloads in classes: those of one class are alike in something. */
export class Classes {
  /** All of them in one class. */
  public static one(workloads: number): Classes {
    return new Classes(new Int32Array(workloads), Math.min(workloads, 1));
  }

  /** Classes of the same key. */
  public static byKey(keys: readonly (string | object)[]): Classes {
    const known = new Map<string | object, number>();
    const classes = new Int32Array(keys.length);
    keys.forEach((key, position) => {
      let found = known.get(key);
      if (found === undefined) known.set(key, (found = known.size));
      classes[position] = found;
    });
    return new Classes(classes, known.size);
  }

  private readonly sizes: Int32Array;

  private constructor(
    private readonly classes: Int32Array,
    public readonly count: number,
  ) {
    this.sizes = sizesOf(classes);
  }

  /** The number of a workload's class. */
  public of(position: number): number {
    return this.classes[position];
  }

  /** Whether the class has one workload alone. */
  public isSingle(position: number): boolean {
    return this.sizes[this.classes[position]] === 1;
  }

  /** The same, apart by what some sets say. */
  public apart(sets: Iterable<Positions>): Classes {
    const refinement = new Refinement(this.classes, this.count);
    for (const { members, partial } of sets) {
      refinement.split(members);
      if (partial.size > 0) refinement.split([...partial.keys()]);
    }
    return new Classes(refinement.classes, refinement.count);
  }
}

/** Splits classes, each time at the cost of the set alone: there are as many sets as rules. */
class Refinement {
  public readonly classes: Int32Array;
  private readonly sizes: Int32Array;
  /** How many members of the set each class has; all 0 between two sets. */
  private readonly hits: Int32Array;
  private readonly successors: Int32Array;

  constructor(
    classes: Int32Array,
    public count: number,
  ) {
    this.classes = classes.slice();
    this.sizes = sizesOf(classes);
    this.hits = new Int32Array(classes.length);
    this.successors = new Int32Array(classes.length);
  }

  public split(positions: readonly number[]): void {
    const { classes, sizes, hits, successors } = this;
    const touched: number[] = [];
    for (const position of positions) {
      if (hits[classes[position]]++ === 0) touched.push(classes[position]);
    }
    for (const old of touched) {
      // A class that is in the set as a whole stays as it is.
      const successor = hits[old] === sizes[old] ? old : this.count++;
      sizes[old] -= hits[old];
      sizes[successor] += hits[old];
      successors[old] = successor;
      hits[old] = 0;
    }
    for (const position of positions) classes[position] = successors[classes[position]];
  }
}

function sizesOf(classes: Int32Array): Int32Array {
  const sizes = new Int32Array(classes.length);
  for (const each of classes) sizes[each]++;
  return sizes;
}
