import { Yaml } from 'cdk8s';
import { readableKey, readableValue } from './kubectl-yaml';
import { assertWritable } from './unwritable';

/** What stands in YAML without structure of its own. */
export type Scalar = string | number | bigint | boolean | null | undefined;

/** How many answers are remembered. Names differ from object to object, so that there is no end to them otherwise. */
const CAPACITY = 50_000;
/** Longer ones are scripts and certificates, which rarely come twice. */
const MAX_LENGTH = 500;

/**
 * How scalars are written in one kind of place, remembered: as the YAML library writes them, unless kubectl reads
 * something else there.
 *
 * Whether a string needs quotes, and which, is for the library to say; many questions are put to it at once, because
 * a document costs it more than a scalar.
 */
export class ScalarAnswers {
  /** As values: in a list or behind a key. */
  public static values(): ScalarAnswers {
    return new ScalarAnswers((scalars) =>
      lines(scalars).map((line, i) => {
        const spelling = line.slice('- '.length);
        const scalar = scalars[i];
        return typeof scalar === 'string' ? readableValue(scalar, spelling) : spelling;
      }),
    );
  }

  /** As keys below the margin, with the colon. */
  public static keys(): ScalarAnswers {
    return new ScalarAnswers((keys) =>
      lines(keys.map((key) => ({ [key as string]: 0 }))).map(
        (line, i) => `${readableKey(keys[i] as string, line.slice('- '.length, -': 0'.length))}:`,
      ),
    );
  }

  private readonly answers = new Map<Scalar, string>();

  private constructor(private readonly ask: (scalars: readonly Scalar[]) => string[]) {}

  public get(scalar: Scalar): string | undefined {
    return this.answers.get(scalar);
  }

  /** Asks for all of them at once. */
  public learn(scalars: ReadonlySet<Scalar>): Map<Scalar, string> {
    const asked = [...scalars];
    asked.forEach(assertWritable);
    const answered = new Map(this.ask(asked).map((answer, i) => [asked[i], answer]));
    if (this.answers.size + answered.size > CAPACITY) this.answers.clear();
    for (const [scalar, answer] of answered) {
      if (answer.length <= MAX_LENGTH) this.answers.set(scalar, answer);
    }
    return answered;
  }
}

/** How strings of several lines are written, which depends on where they stand. */
export class BlockAnswers {
  private readonly answers = new Map<string, string>();

  /** The string as it is written `depth` steps from the margin, lines after the first indented. */
  public get(text: string, depth: number): string {
    const question = `${depth}:${text}`;
    const known = this.answers.get(question);
    if (known !== undefined) return known;
    assertWritable(text);
    // Lists in lists stand on one line, so that the string alone comes after the dashes.
    let nested: unknown = text;
    for (let i = 0; i < depth; i++) nested = [nested];
    const answer = readableValue(text, Yaml.stringify(nested).slice(depth * '- '.length, -'\n'.length));
    if (this.answers.size >= BLOCK_CAPACITY) this.answers.clear();
    if (answer.length <= MAX_BLOCK_LENGTH) this.answers.set(question, answer);
    return answer;
  }
}

const BLOCK_CAPACITY = 1_000;
/** The same script is often mounted by many charts; a bundle of certificates is no script. */
const MAX_BLOCK_LENGTH = 20_000;

function lines(value: unknown): string[] {
  return Yaml.stringify(value).split('\n').slice(0, -1);
}
