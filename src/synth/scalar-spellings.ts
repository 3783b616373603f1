import { Yaml } from 'cdk8s';
import { readableKey, readableValue } from './kubectl-yaml';
import { assertWritable } from './unwritable';

/** What stands in YAML without structure of its own. */
export type Scalar = string | number | bigint | boolean | null | undefined;

/** How many spellings are remembered. Names differ from object to object, so that there is no end to them otherwise. */
const CAPACITY = 50_000;
/** Longer ones are scripts and certificates, which rarely come twice. */
const MAX_LENGTH = 500;

/**
 * How scalars are written as keys or as values, remembered: as the YAML library writes them, unless kubectl reads
 * something else.
 *
 * Whether a string needs quotes, and which, is for the library to say; it is given many scalars at once, because
 * a document costs it more than a scalar.
 */
export class ScalarSpellings {
  /** As values: in a list or behind a key. */
  public static values(): ScalarSpellings {
    return new ScalarSpellings((scalars) =>
      lines(scalars).map((line, i) => {
        const spelling = line.slice('- '.length);
        const scalar = scalars[i];
        return typeof scalar === 'string' ? readableValue(scalar, spelling) : spelling;
      }),
    );
  }

  /** As keys below the margin, with the colon. */
  public static keys(): ScalarSpellings {
    return new ScalarSpellings((keys) =>
      lines(keys.map((key) => ({ [key as string]: 0 }))).map(
        (line, i) => `${readableKey(keys[i] as string, line.slice('- '.length, -': 0'.length))}:`,
      ),
    );
  }

  private readonly spellings = new Map<Scalar, string>();

  private constructor(private readonly spellAll: (scalars: readonly Scalar[]) => string[]) {}

  public get(scalar: Scalar): string | undefined {
    return this.spellings.get(scalar);
  }

  /** Has the library spell all of them at once. */
  public spell(scalars: ReadonlySet<Scalar>): Map<Scalar, string> {
    const list = [...scalars];
    list.forEach(assertWritable);
    const spelled = new Map(this.spellAll(list).map((spelling, i) => [list[i], spelling]));
    if (this.spellings.size + spelled.size > CAPACITY) this.spellings.clear();
    for (const [scalar, spelling] of spelled) {
      if (spelling.length <= MAX_LENGTH) this.spellings.set(scalar, spelling);
    }
    return spelled;
  }
}

/** How strings of several lines are written, which depends on where they stand. */
export class BlockSpellings {
  private readonly spellings = new Map<string, string>();

  /** The string as it is written `depth` steps from the margin, lines after the first indented. */
  public get(text: string, depth: number): string {
    const key = `${depth}:${text}`;
    const known = this.spellings.get(key);
    if (known !== undefined) return known;
    assertWritable(text);
    // Lists in lists stand on one line, so that the string alone comes after the dashes.
    let nested: unknown = text;
    for (let i = 0; i < depth; i++) nested = [nested];
    const spelling = readableValue(text, Yaml.stringify(nested).slice(depth * '- '.length, -'\n'.length));
    if (this.spellings.size >= BLOCK_CAPACITY) this.spellings.clear();
    if (spelling.length <= MAX_BLOCK_LENGTH) this.spellings.set(key, spelling);
    return spelling;
  }
}

const BLOCK_CAPACITY = 1_000;
/** The same script is often mounted by many charts; a bundle of certificates is no script. */
const MAX_BLOCK_LENGTH = 20_000;

function lines(value: unknown): string[] {
  return Yaml.stringify(value).split('\n').slice(0, -1);
}
