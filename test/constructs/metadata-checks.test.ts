import { ApiObjectMetadataDefinition, Size } from 'cdk8s';
import { DatabaseEngine, HeadlessDatabase, InternalService } from '../../src';
import { only, shopChart } from '../manifests';

type Add = (metadata: ApiObjectMetadataDefinition) => void;

const OBJECTS: Record<string, (add: Add) => unknown> = {
  'a Deployment': (add) => render((service) => add(service.deployment.metadata)),
  'the pods of a Deployment': (add) => render((service) => add(service.deployment.podMetadata)),
  'a Service': (add) => render((service) => add(service.service.metadata)),
  'the pods of a StatefulSet': (add) => {
    const chart = shopChart();
    const engine = DatabaseEngine.redis('7.4');
    add(new HeadlessDatabase(chart, 'api', { engine, storage: Size.gibibytes(1) }).statefulSet.podMetadata);
    return chart.toJson();
  },
};

function render(change: (service: InternalService) => void): unknown {
  const chart = shopChart();
  change(new InternalService(chart, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 80 }));
  return chart.toJson();
}

describe.each(Object.entries(OBJECTS))('what cdk8s adds to the metadata of %s', (_, write) => {
  test.each<[string, Add, RegExp]>([
    [
      'an annotation that kubectl cannot read',
      (metadata) => metadata.addAnnotation('acme.com/note', 'a\u2028b'),
      /shop\/api: value of annotation "acme\.com\/note": got text with the character U\+2028/,
    ],
    [
      "an annotation's key",
      (metadata) => metadata.addAnnotation('a b', 'x'),
      /shop\/api: annotation key: got "a b"; allowed: "name" or "dns\.prefix\/name"/,
    ],
    [
      'a label',
      (metadata) => metadata.addLabel('team', 'check out'),
      /shop\/api: value of label "team": got "check out"; allowed: at most 63 letters/,
    ],
  ])('is checked when it is rendered: %s', (__, add, message) => {
    expect(() => write(add)).toThrow(message);
  });
});

test('legal ones are rendered', () => {
  const chart = shopChart();
  const { deployment } = new InternalService(chart, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 80 });
  deployment.podMetadata.addAnnotation('acme.com/note', 'any text: ü\n\tand lines');
  expect(only(chart, 'Deployment').spec.template.metadata.annotations).toEqual({
    'acme.com/note': 'any text: ü\n\tand lines',
  });
});
