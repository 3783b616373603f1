import { Code, LIST, NUMBERS, Packed } from './packed';

/** A value, and where it is used. */
interface Entry {
  readonly scalar?: string | number;
  readonly shape?: number;
  /** Other entries, and what stands for itself. */
  readonly parts?: readonly (Entry | boolean | null)[];
  readonly numbers?: readonly number[];
  readonly id: number;
  uses: number;
}

type Part = Entry | boolean | null;

/** Plain data with each value once. */
export function pack(data: unknown): Packed {
  const packer = new Packer();
  return packer.packed(packer.enter(data));
}

class Packer {
  private readonly shapes = new Map<string, number>();
  private readonly known = new Map<string | number, Entry>();
  private readonly lists = new Map<string, Entry>();
  private readonly places = new Map<Entry, number>();
  private count = 0;

  /** Notes a value, and that it is used once more where it is. */
  public enter(value: unknown): Part {
    if (value === null || value === undefined) return null;
    if (typeof value === 'boolean') return value;
    const entry = this.entryOf(value);
    entry.uses++;
    return entry;
  }

  /** All that is noted. */
  public packed(root: Part): Packed {
    const all = [...this.known.values(), ...this.lists.values()];
    // A number that stands alone is a position, so that all numbers have one.
    const shared = all.filter(({ uses, scalar }) => uses > 1 || typeof scalar === 'number');
    shared.sort((a, b) => b.uses - a.uses || a.id - b.id).forEach((entry, i) => this.places.set(entry, i));
    return {
      shapes: [...this.shapes.keys()].map((keys) => JSON.parse(keys) as string[]),
      values: shared.map((entry) => this.codeOf(entry)),
      root: this.reference(root),
    };
  }

  private entryOf(value: unknown): Entry {
    if (typeof value === 'string' || typeof value === 'number') {
      return known(this.known, value, () => ({ scalar: value, id: this.count++, uses: 0 }));
    }
    if (Array.isArray(value)) return this.entryOfList(value);
    const fields = Object.entries(value as object).filter(([, field]) => field !== undefined);
    const keys = JSON.stringify(fields.map(([key]) => key));
    const shape = known(this.shapes, keys, () => this.shapes.size + 1);
    return this.entryOfParts(
      shape,
      fields.map(([, field]) => field as unknown),
    );
  }

  private entryOfList(values: readonly unknown[]): Entry {
    if (values.length === 0 || !values.every((each) => typeof each === 'number')) {
      return this.entryOfParts(LIST, values);
    }
    const key = `${NUMBERS}:${values.join()}`;
    return known(this.lists, key, () => ({ shape: NUMBERS, numbers: values, id: this.count++, uses: 0 }));
  }

  private entryOfParts(shape: number, values: readonly unknown[]): Entry {
    const parts = values.map((value): Part => (isPlain(value) ? value : this.entryOf(value ?? null)));
    const key = `${shape}:${parts.map((part) => (isPlain(part) ? String(part) : part.id)).join()}`;
    return known(this.lists, key, () => {
      for (const part of parts) if (!isPlain(part)) part.uses++;
      return { shape, parts, id: this.count++, uses: 0 };
    });
  }

  private reference(part: Part): Code {
    return isPlain(part) ? part : (this.places.get(part) ?? this.codeOf(part));
  }

  private codeOf({ scalar, shape, parts, numbers }: Entry): Code {
    if (scalar !== undefined) return scalar;
    return numbers === undefined ? [shape!, ...parts!.map((part) => this.reference(part))] : [shape!, ...numbers];
  }
}

function isPlain(value: unknown): value is boolean | null {
  return value === null || typeof value === 'boolean';
}

function known<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
