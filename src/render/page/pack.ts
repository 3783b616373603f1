import { Code, LIST, NUMBERS, Packed } from './packed';

/** What stands for itself, by its number. */
const PLAIN: readonly (boolean | null)[] = [null, false, true];
/** Longer lists are not like others. */
const LONGEST = 64;

/** Plain data with each value once. */
export function pack(data: unknown): Packed {
  const packer = new Packer();
  return packer.packed(packer.enter(data));
}

/** Gives each different value a number: there are very many, so what is known of them stands in lists. */
class Packer {
  private readonly shapes = new Map<string, { readonly shape: number; readonly keys: readonly string[] }>();
  private readonly scalars = new Map<string | number, number>();
  private readonly compounds = new Map<string, number>();
  private readonly values: (string | number | readonly number[])[] = [];
  /** Of objects and lists; absent: a text or a number. */
  private readonly shapeOf: (number | undefined)[] = [];
  private readonly uses: number[] = [];
  /** Where in the table a value stands; below zero: nowhere. */
  private places = new Int32Array(0);

  /** The number of a value, which is used once more. */
  public enter(value: unknown): number {
    const id = this.idOf(value);
    if (id >= 0) this.uses[id]++;
    return id;
  }

  /** All that has a number. */
  public packed(root: number): Packed {
    const shared: number[] = [];
    // A number that stands alone is a position, so that all numbers have one.
    this.uses.forEach((uses, id) => {
      if (uses > 1 || typeof this.values[id] === 'number') shared.push(id);
    });
    this.places = new Int32Array(this.values.length).fill(-1);
    shared.sort((a, b) => this.uses[b] - this.uses[a] || a - b).forEach((id, place) => (this.places[id] = place));
    return {
      shapes: [...this.shapes.values()].map(({ keys }) => keys),
      values: shared.map((id) => this.codeOf(id)),
      root: this.reference(root),
    };
  }

  private idOf(value: unknown): number {
    if (typeof value === 'string' || typeof value === 'number') {
      return this.scalars.get(value) ?? this.add(this.scalars, value, value, undefined);
    }
    if (value === null || value === undefined) return plain(0);
    if (typeof value === 'boolean') return plain(value ? 2 : 1);
    return Array.isArray(value) ? this.listOf(value) : this.objectOf(value as Readonly<Record<string, unknown>>);
  }

  private listOf(values: readonly unknown[]): number {
    if (values.length === 0 || !values.every((each) => typeof each === 'number')) {
      return this.compoundOf(
        LIST,
        values.map((each) => this.idOf(each)),
      );
    }
    const key = `${NUMBERS}:${values.join()}`;
    return this.compounds.get(key) ?? this.add(this.compounds, key, values, NUMBERS);
  }

  private objectOf(value: Readonly<Record<string, unknown>>): number {
    const keys = Object.keys(value).filter((key) => value[key] !== undefined);
    const text = JSON.stringify(keys);
    let known = this.shapes.get(text);
    if (known === undefined) this.shapes.set(text, (known = { shape: this.shapes.size + 1, keys }));
    return this.compoundOf(
      known.shape,
      keys.map((key) => this.idOf(value[key])),
    );
  }

  private compoundOf(shape: number, parts: readonly number[]): number {
    const key = parts.length > LONGEST ? undefined : `${shape}:${parts.join()}`;
    const known = key === undefined ? undefined : this.compounds.get(key);
    if (known !== undefined) return known;
    for (const part of parts) if (part >= 0) this.uses[part]++;
    return this.add(this.compounds, key, parts, shape);
  }

  private add<K>(
    known: Map<K, number>,
    key: K | undefined,
    value: string | number | readonly number[],
    shape: number | undefined,
  ): number {
    const id = this.values.push(value) - 1;
    this.shapeOf.push(shape);
    this.uses.push(0);
    if (key !== undefined) known.set(key, id);
    return id;
  }

  private reference(id: number): Code {
    if (id < 0) return PLAIN[-1 - id];
    return this.places[id] < 0 ? this.codeOf(id) : this.places[id];
  }

  private codeOf(id: number): Code {
    const [value, shape] = [this.values[id], this.shapeOf[id]];
    if (typeof value !== 'object' || shape === undefined) return value;
    return [shape, ...(shape === NUMBERS ? value : value.map((part) => this.reference(part)))];
  }
}

/** Numbers of what stands for itself are below zero. */
function plain(position: number): number {
  return -1 - position;
}
