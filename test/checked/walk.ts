import { execFileSync } from 'child_process';
import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Chart, YamlOutputType } from 'cdk8s';
import { PublicCall } from './calls';
import { illegalities } from './legal';
import { Place, places } from './places';
import { valuesFor, WrongValue } from './wrong-values';
import { ServiceApp } from '../../src';

/** `where: what: got …; allowed: …` */
const SHAPE = /^[^:\n]+: [^\n]+: got [^\n]+; allowed: [^\n]+$/;

/** What stands before the errors that synth lists, one in a line. */
const AT_SYNTH = 'Validation failed with the following errors:\n';

/** A message is read by people. */
const LONGEST = 2_000;

function shop(): [ServiceApp, Chart] {
  const app = new ServiceApp({ outdir: '/nonexistent', yamlOutputType: YamlOutputType.FILE_PER_APP });
  return [app, new Chart(app, 'shop', { namespace: 'shop' })];
}

interface Outcome {
  readonly error?: unknown;
  readonly yaml?: string;
}

function outcomeOf({ call, args }: Place, [, make]: WrongValue): Outcome {
  const [app, chart] = shop();
  try {
    call.run(chart, args(chart, make()));
    return { yaml: app.synthYaml() };
  } catch (error) {
    return { error };
  }
}

/** What is wrong with an outcome: neither a clear refusal nor legal manifests. */
function faults({ error, yaml }: Outcome): string[] {
  if (yaml !== undefined) return illegalities(yaml);
  if (!(error instanceof Error)) return ['threw what is no Error'];
  if (error.constructor !== Error) return [String(error.stack).split('\n').slice(0, 4).join(' ')];
  const { message } = error;
  const messages = message
    .replace(AT_SYNTH, '')
    .split('\n')
    .map((line) => line.trim().replace(/^\[.*?\] /, ''));
  return messages
    .filter((text) => !SHAPE.test(text) || text.length > LONGEST)
    .map((text) => `${text.length > LONGEST ? 'long: ' : ''}${text.slice(0, 300)}`);
}

/** Tries the calls with right arguments, and each place of them with each wrong value. */
export function walk(calls: readonly PublicCall[]): void {
  const names = calls.map(({ name }) => name);
  const turns = new Map<string, number>();
  const tried = places().map((place) => {
    const turn = turns.get(place.type) ?? 0;
    turns.set(place.type, turn + 1);
    return { place, values: valuesFor(place.type, turn) };
  });
  const walked = tried.filter(({ place: { call } }) => names.includes(call.name));

  test.each(calls.map((call) => [call.name, call] as const))('%s works with right arguments', (_, call) => {
    const [app, chart] = shop();
    call.run(chart, call.right(chart));
    expect(illegalities(app.synthYaml())).toEqual([]);
  });

  describe('a wrong value is refused in clear words, or comes to legal manifests', () => {
    const accepted: string[] = [];
    const counts = { calls: 0, refused: 0 };

    test.each(names)('in each place of %s', (name) => {
      const found = walked
        .filter(({ place: { call } }) => call.name === name)
        .flatMap(({ place, values }) =>
          values.flatMap((value) => {
            const outcome = outcomeOf(place, value);
            counts.calls++;
            if (outcome.yaml === undefined) counts.refused++;
            else accepted.push(outcome.yaml);
            return faults(outcome).map((fault) => `${place.name}, ${value[0]}: ${fault}`);
          }),
        );
      expect(found).toEqual([]);
    });

    test('whatever the place', () => {
      expect(counts.calls).toBe(walked.reduce((sum, { values }) => sum + values.length, 0));
      expect(counts.refused).toBeGreaterThan(counts.calls * 0.75);
    });

    // The API server's own validation, where its program is at hand: K8S_VALIDATE=/path/to/k8s-validate.
    const validate = process.env.K8S_VALIDATE;
    (validate === undefined ? test.skip : test)('which the API server accepts', () => {
      const folder = mkdtempSync(join(tmpdir(), 'accepted-'));
      // A folder is one cluster to it, in which each outcome has a namespace of its own.
      [...new Set(accepted)].forEach((yaml, i) => {
        const apart = yaml
          .replace(/^  namespace: (shop|x)$/gm, `  namespace: $1-${i}`)
          .replace(/^(kind: Namespace\n[^]*?\n  name: )x$/gm, `$1x-${i}`);
        writeFileSync(join(folder, `${i}.yaml`), apart);
      });
      expect(() => execFileSync(validate!, ['-pss', 'off', folder], { encoding: 'utf8', stdio: 'pipe' })).not.toThrow();
    });
  });
}
