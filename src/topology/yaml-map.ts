import { Marks } from './yaml-marks';
import { YamlError } from './yaml-tokens';

/** A map that is being read: in the order in which it is written, merges too, so that what comes later wins. */
export class MapDraft {
  private readonly map: { [key: string]: unknown } = {};
  /** The keys that do not come from a merge; without any merge, all are of that kind. */
  private own: Set<string> | undefined;
  private others: Set<string> | undefined;
  private readonly lines: Map<string, number> | undefined;

  /**
   * @param otherKeys the keys of maps that were numbers or booleans: to go-yaml, the number 1 and the text "1" are two keys
   * until it writes JSON
   */
  constructor(
    private readonly otherKeys: WeakMap<object, Set<string>>,
    private readonly marks: Marks | undefined,
  ) {
    if (marks !== undefined) this.lines = new Map();
  }

  /** One that is written there twice is not believed; the API server refuses it, too. */
  public set(key: string, isText: boolean, value: unknown, keyLine: number, valueLine: number): void {
    const isThere = Object.hasOwn(this.map, key);
    if (isThere && (this.own?.has(key) ?? true)) throw new YamlError('Map keys must be unique', keyLine);
    if (isThere) this.refuseOtherKind(key, isText, keyLine);
    this.own?.add(key);
    if (!isText) this.noteOther(key);
    this.assign(key, value, valueLine);
  }

  /** The fields of a map, or of a list of maps, of which the first wins. */
  public merge(value: unknown, isAlias: boolean, line: number): void {
    this.own ??= new Set(Object.keys(this.map));
    const maps: unknown[] = Array.isArray(value) && !isAlias ? [...(value as unknown[])].reverse() : [value];
    for (const map of maps) {
      if (typeof map !== 'object' || map === null || Array.isArray(map)) {
        throw new YamlError('"<<" merges maps, and this is none', line);
      }
      const others = this.otherKeys.get(map);
      for (const [key, member] of Object.entries(map)) {
        const isText = others?.has(key) !== true;
        if (Object.hasOwn(this.map, key)) this.refuseOtherKind(key, isText, line);
        if (!isText) this.noteOther(key);
        this.assign(key, member, this.marks?.memberLine(map, key) ?? line);
      }
    }
  }

  public finish(): object {
    if (this.others !== undefined) this.otherKeys.set(this.map, this.others);
    if (this.lines !== undefined) this.marks?.map(this.map, this.lines);
    return this.map;
  }

  private assign(key: string, value: unknown, line: number): void {
    // An assignment would take it for the prototype.
    if (key === '__proto__') {
      Object.defineProperty(this.map, key, { value, enumerable: true, configurable: true, writable: true });
    } else {
      this.map[key] = value;
    }
    this.lines?.set(key, line);
  }

  private noteOther(key: string): void {
    this.others ??= new Set();
    this.others.add(key);
  }

  /** Which one of them JSON gets is by chance, even between two numbers. */
  private refuseOtherKind(key: string, isText: boolean, line: number): void {
    if (!isText || this.others?.has(key) === true) throw new YamlError('Map keys must be unique', line);
  }
}
