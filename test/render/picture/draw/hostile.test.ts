import * as fc from 'fast-check';
import { arrow, everySign, outside, pictureOf, service, shop, way, workload } from './pictures';
import { byClass, parsed, parsedElement, textsOf } from './svg-tree';
import { drawPicture } from '../../../../src/render/picture/draw/draw';
import { flowPicture } from '../../../../src/render/picture/draw/flow-picture';
import { flowPictureSvg, pictureSvg } from '../../../../src/render/picture/draw/svg';
import { Picture } from '../../../../src/render/picture/picture';
import { oneLine } from '../../../../src/render/text-table';
import { holds } from '../../../property';

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onload='alert(1)",
  ']]>',
  '<!--',
  '&lt;b&gt;',
  'a\u0000b\u001b[31mc\nd',
  'a\u202egnp.exe',
  '👩‍👩‍👧‍👦🎉',
  'имя-ملف-名前',
  '\ud800',
  '\uffff',
  'x'.repeat(253),
];

/** The picture of a shop in which everything is called so. */
function called(name: string): Picture {
  const internet = outside('internet', 'from', name);
  const web = workload('web', 'Deployment', { name, walls: { ...workload('').walls!, mesh: { name, decides: true } } });
  const lb = way('lb', 'LoadBalancer', { name, details: [name] });
  const front = service(web, 'LoadBalancer', { details: [name] });
  const there = outside('name', 'to', name);
  const { nodes, edges } = pictureOf(
    [internet, lb, web, front, there].map((node) =>
      node.namespace === undefined ? node : { ...node, namespace: name },
    ),
    [
      arrow(internet, web, { way: lb.id, service: front.id, exposure: 'from internet', only: [name] }),
      arrow(web, there, { ports: name, verdict: 'undefined', reason: name }),
    ],
  );
  return { namespaces: [{ name }], nodes, edges, undecided: 0 };
}

/** All but texts, of which a long name needs more, and the titles of shortened ones. */
function shapesOf(tags: readonly string[]): string[] {
  return tags.filter((tag) => tag !== 'title' && tag !== 'text');
}

describe('names of manifests', () => {
  const plain = parsed(pictureSvg(called('plain'))).tags;

  test.each(HOSTILE)('are texts, and never markup: %j', (name) => {
    const read = parsed(pictureSvg(called(name)));

    expect(shapesOf(read.tags)).toEqual(shapesOf(plain));
    expect(new Set(read.tags)).toEqual(new Set(plain));
  });

  test.each(HOSTILE)('are there as they are, without what cannot be seen: %j', (name) => {
    const shown = oneLine(name).replace(/[\ufffe\uffff]/g, ' ');
    const frame = byClass(drawPicture(called(name)), 'namespace')[0];

    expect(parsedElement(frame).texts).toContain(shown);
  });

  test('are texts whatever they are', () => {
    holds(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const tags = new Set(parsed(pictureSvg(called(name))).tags);
        const flow = new Set(parsed(flowPictureSvg(called(name), 'shop/Deployment/web')).tags);
        const known = new Set([...plain, 'title']);

        return [...tags, ...flow].every((tag) => known.has(tag));
      }),
      { runs: 60 },
    );
  });
});

describe('drawings', () => {
  test.each([
    ['a shop', drawPicture(shop())],
    ['each sign', drawPicture(everySign())],
    ['a flow', flowPicture(everySign(), 'shop/Deployment/web')],
  ])('have no style and no script of their own: %s', (_name, drawn) => {
    const text = JSON.stringify(drawn);

    expect(text).not.toMatch(/"style"|"on[a-z]+":|"script"|"href"|"foreignObject"/);
    expect(text).not.toMatch(/NaN|undefined[^"]*"[,}]\s*"d"|Infinity/);
    expect(textsOf(drawn).length).toBeGreaterThan(5);
  });

  test('are the same for the same picture', () => {
    expect(pictureSvg(everySign())).toBe(pictureSvg(everySign()));
  });
});
