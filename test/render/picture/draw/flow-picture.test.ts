import { arrow, everySign, outside, pictureOf, service, shop, way, workload } from './pictures';
import { byClass, elementsOf, textsOf } from './svg-tree';
import { flowPicture } from '../../../../src/render/picture/draw/flow-picture';
import { PictureElement } from '../../../../src/render/picture/element';
import { Picture } from '../../../../src/render/picture/picture';

/** The stops in words. */
function words(drawn: PictureElement): unknown {
  return elementsOf(drawn).find(({ tag }) => tag === 'desc')!.children[0];
}

function flow(picture: Picture, workloadId: string): unknown {
  return words(flowPicture(picture, workloadId));
}

describe('the way of traffic to a workload', () => {
  test('goes by the load balancer, a node and the Service to the pods', () => {
    expect(flow(shop(), 'shop/Deployment/web')).toBe(
      'the internet (internet) → web (LoadBalancer) → each node (forwards) → web (LoadBalancer) → pod 1, pod 2',
    );
  });

  test('goes by a port of the nodes', () => {
    const web = workload('web', 'Deployment', { replicas: 5 });
    const [internet, port, front] = [
      outside('internet', 'from', 'the internet'),
      way('web', 'NodePort', { details: [':30080'] }),
      service(web, 'NodePort'),
    ];
    const picture = pictureOf(
      [internet, port, web, front],
      [arrow(internet, web, { way: port.id, service: front.id })],
    );

    expect(flow(picture, web.id)).toBe(
      'the internet (internet) → web (NodePort) → each node (forwards) → web (NodePort) → pod 1, pod 2, … pod 5',
    );
  });

  test('goes by an Ingress, which needs no port of the nodes', () => {
    expect(flow(everySign(), 'shop/Deployment/api')).toBe(
      'the internet (internet) → shop (Ingress) → web (Deployment) → api (ClusterIP), web (Deployment) → pods',
    );
  });

  test('goes from clients inside to the Service', () => {
    expect(flow(shop(), 'shop/Deployment/api')).toBe('web (Deployment) → api (ClusterIP) → pods');
  });

  test('goes to pods with names of their own where the Service is headless', () => {
    const db = workload('db', 'StatefulSet', { replicas: 2 });
    const [api, names] = [workload('api'), service(db, 'headless')];

    expect(flow(pictureOf([api, db, names], [arrow(api, db, { service: names.id })]), db.id)).toBe(
      'api (Deployment) → db (headless) → db-0, db-1',
    );
  });

  test('goes by an alias to a name outside', () => {
    const drawn = flowPicture(everySign(), 'shop/Service/pay');

    expect(words(drawn)).toBe('api (Deployment) → pay (ExternalName) → api.stripe.com (name)');
    expect(textsOf(byClass(drawn, 'slot')[0])).toEqual(['CNAME']);
  });

  test('has no addresses', () => {
    expect(textsOf(flowPicture(shop(), 'shop/Deployment/web')).join(' ')).not.toMatch(/\d+\.\d+\.\d+\.\d+/);
  });

  test('counts the clients of whom there are many', () => {
    const api = workload('api');
    const clients = Array.from({ length: 9 }, (_, i) => workload(`client-${i}`));

    expect(
      flow(
        pictureOf(
          [api, ...clients],
          clients.map((each) => arrow(each, api)),
        ),
        api.id,
      ),
    ).toBe(
      'client-0 (Deployment), client-1 (Deployment), client-2 (Deployment), client-3 (Deployment), 5 others → pods',
    );
  });

  test('says where nobody sends anything', () => {
    const api = workload('api');

    expect(textsOf(byClass(flowPicture(pictureOf([api, service(api)]), api.id), 'caption')[0])).toEqual([
      'No connection leads to it.',
    ]);
  });

  test('keeps the ports of the Service and those of the pods themselves apart', () => {
    const drawn = flowPicture(everySign(), 'shop/Deployment/api');

    expect(byClass(drawn, 'slot').map(textsOf)).toEqual([['8080/TCP'], ['9090/TCP']]);
  });

  test('is refused for what the picture does not have', () => {
    expect(() => flowPicture(shop(), 'shop/Deployment/wbe')).toThrow('the picture has no "shop/Deployment/wbe"');
  });
});

test('arrows that expose a Service differently come in at heights of their own, that of the internet above', () => {
  const web = workload('web');
  const [every, internet, front, door] = [
    outside('any pod', 'from', 'every pod of the cluster'),
    outside('internet', 'from', 'the internet'),
    service(web, 'LoadBalancer'),
    way('web', 'LoadBalancer'),
  ];
  const drawn = flowPicture(
    pictureOf(
      [every, internet, door, web, front],
      [
        arrow(every, web, { service: front.id, exposure: 'any pod' }),
        arrow(internet, web, { service: front.id, way: door.id, exposure: 'from internet' }),
      ],
    ),
    web.id,
  );
  // The last heads of both: those at the Service.
  const tips = ['any-pod', 'from-internet'].map((exposure) =>
    byClass(drawn, exposure).flatMap((edge) =>
      byClass(edge, 'head').map(({ attributes }) =>
        /^M([\d.]+) ([\d.]+)/.exec(String(attributes.d))!.slice(1).map(Number),
      ),
    ),
  );
  const [[x, y]] = tips[0];
  const above = tips[1].filter(([other]) => other === x).map(([, height]) => height);

  expect(above).toHaveLength(1);
  expect(y - above[0]).toBeGreaterThan(15);
});
