import * as fc from 'fast-check';
import { describeInBrowser, pageOpener } from './in-browser';
import { onlineBoutique } from './inputs';
import { PageFile } from './page-file';
import { User } from './user';
import { samplesOf } from '../property';

const BOUTIQUE = [
  'frontend',
  'cartservice',
  'redis-cart',
  'checkoutservice',
  'emailservice',
  'adservice',
  'loadgenerator',
];
const PORTS = ['6379', '7070', '5050', '8080', '9555', '53/UDP', ''];

/** Questions about two ends and a port, or all ports. */
const QUESTIONS = fc.record({
  from: fc.constantFrom(...BOUTIQUE, 'internet', 'ip:10.1.2.3/32', 'nodes:*', 'pods:app=other'),
  to: fc.constantFrom(...BOUTIQUE, 'internet', 'ip:8.8.8.8/32'),
  port: fc.constantFrom(...PORTS),
});

const WORDS = { allow: 'allowed', deny: 'denied', undefined: 'undefined' } as const;

interface Json {
  readonly verdict?: keyof typeof WORDS;
  readonly ports?: readonly { readonly verdict: keyof typeof WORDS }[];
}

const WRONG = 'a wrong question';

/** The verdicts of an answer in words, or that the question is wrong. */
type Told = readonly string[];

describeInBrowser('Answers in the page', () => {
  const open = pageOpener();
  let boutique: PageFile;
  beforeAll(async () => {
    boutique = await PageFile.ofReach({ 'boutique.yaml': onlineBoutique() });
  });
  afterAll(() => boutique.remove());

  const ofCommand = async ({ from, to, port }: { from: string; to: string; port: string }): Promise<Told> => {
    const on = port === '' ? [] : ['--port', port];
    const { stdout } = await boutique.run(
      'explain',
      './boutique.yaml',
      '--from',
      from,
      '--to',
      to,
      ...on,
      '--format',
      'json',
    );
    if (stdout === '') return [WRONG];
    const { verdict, ports = [] } = JSON.parse(stdout) as Json;
    return [...(verdict === undefined ? [] : [{ verdict }]), ...ports].map((each) => WORDS[each.verdict]);
  };

  it('are those of `explain`', async () => {
    const { page } = await open(boutique.file);
    const user = new User(page);
    const questions = samplesOf(QUESTIONS, 80);
    const [told, expected]: Told[][] = [[], []];
    for (const question of questions) {
      await user.ask(question.from, question.to, question.port);
      const wrong = await page.$eval('[role=alert]', ({ textContent }) => textContent);
      told.push(
        wrong === ''
          ? await page.$$eval('aside .badge', (all) => all.map(({ lastChild }) => lastChild!.textContent!))
          : [WRONG],
      );
      expected.push(await ofCommand(question));
    }
    expect(told.map((words, i) => [questions[i], words])).toEqual(expected.map((words, i) => [questions[i], words]));
    const all = new Set(expected.flat());
    expect(all).toContain('allowed');
    expect(all).toContain('denied');
    expect(all).toContain(WRONG);
  });
});
