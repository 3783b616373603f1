import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import * as library from '../../src';
import { checked } from '../../src/checked/checked';
import { only, podSpec, shopChart } from '../manifests';

const { InternalService, Peer, Port, Worker } = library;

const IMAGE = 'ghcr.io/acme/api:1.4.2';

/** What someone writes who has no types. */
function untyped(value: unknown): never {
  return value as never;
}

describe('a guarded class', () => {
  /** A service as a team extends it. */
  class TeamService extends InternalService {
    public readonly team: string;

    constructor(scope: Construct, id: string, team: string) {
      super(scope, id, { image: IMAGE, port: 80, labels: { team } });
      this.team = team;
    }

    public addEnv(name: string, value: string): void {
      super.addEnv(`TEAM_${name}`, value);
    }
  }

  test('is the class of its objects, for instanceof and by name', () => {
    const service = new InternalService(shopChart(), 'api', { image: IMAGE, port: 80 });
    expect(service).toBeInstanceOf(InternalService);
    expect(service.constructor).toBe(InternalService);
    expect(InternalService.name).toBe('InternalService');
    expect(Object.getPrototypeOf(service)).toBe(InternalService.prototype);
  });

  test('keeps its constants, which are objects of it', () => {
    expect(Port.HTTP).toBeInstanceOf(Port);
    expect(Port.HTTP).toBe(Port.HTTP);
    expect(Port.HTTP.toString()).toBe('80/TCP');
  });

  test('can be extended: the constructor, methods and instanceof work as ever', () => {
    const chart = shopChart();
    const service = new TeamService(chart, 'api', 'checkout');
    service.addEnv('SIZE', '5');
    expect(service).toBeInstanceOf(TeamService);
    expect(service).toBeInstanceOf(InternalService);
    expect(service.constructor).toBe(TeamService);
    expect(podSpec(chart).containers[0].env).toEqual([{ name: 'TEAM_SIZE', value: '5' }]);
  });

  test('checks what a class that extends it passes on', () => {
    expect(() => new TeamService(shopChart(), 'api', untyped(undefined))).toThrow(
      'shop/api: value of label "team": got nothing; allowed: text. Fix: is it read from an unset variable?',
    );
    const service = new TeamService(shopChart(), 'api', 'checkout');
    expect(() => service.addEnv('SIZE', untyped(null))).toThrow('shop/api: addEnv: value: got null');
  });

  test('takes an object of a class that extends it', () => {
    const chart = shopChart();
    const service = new TeamService(chart, 'api', 'checkout');
    new Worker(chart, 'mailer', { image: IMAGE }).connectTo(service);
    const [rule] = only(chart, 'NetworkPolicy', 'api').spec.ingress;
    expect(rule.from[0].podSelector.matchLabels).toEqual({ 'app.kubernetes.io/name': 'mailer' });
  });

  test('makes no objects by a constructor that is private', () => {
    const Untyped = untyped(Port) as new (...args: unknown[]) => unknown;
    expect(() => new Untyped(443)).toThrow(
      /^Port: constructor: got a call; allowed: its factories: Port\.all, .*Port\.tcp, /,
    );
    expect(() => new Untyped(443)).not.toThrow(TypeError);
  });

  test('lets its factories be called without it', () => {
    const { tcp } = Port;
    expect([80, 443].map(tcp).map(String)).toEqual(['80/TCP', '443/TCP']);
  });

  test('must be in the table of types', () => {
    class Stranger {}
    expect(() => checked(Stranger)).toThrow(
      new Error('class Stranger is not in the table of types: run "npm run compile", which writes it'),
    );
  });

  test('is guarded by both kinds of decorators', () => {
    const context: unknown = { kind: 'class', name: 'Port' };
    expect(checked.length).toBe(2);
    expect(() => checked(class Stranger {}, context)).toThrow(/^class Stranger is not in the table/);
  });
});

describe('what comes in is read once', () => {
  test('so that a change of the caller’s list or object changes nothing', () => {
    const chart = shopChart();
    const command = ['run'];
    const env: { [name: string]: string } = { MODE: 'a' };
    new Worker(chart, 'mailer', { image: IMAGE, command, env });
    command.push('--force');
    env.MODE = 'b';
    const [container] = podSpec(chart).containers;
    expect(container.command).toEqual(['run']);
    expect(container.env).toEqual([{ name: 'MODE', value: 'a' }]);
  });

  test('and a getter that answers differently the next time cannot open more than it said', () => {
    const chart = shopChart();
    let asked = 0;
    const options = {
      get except(): string[] | undefined {
        return asked++ === 0 ? ['10.9.0.0/16'] : undefined;
      },
    };
    new InternalService(chart, 'api', { image: IMAGE, port: 80 }).connections.allowFrom(
      Peer.cidr('10.0.0.0/8', options),
    );
    const [rule] = only(chart, 'NetworkPolicy').spec.ingress;
    expect(rule.from).toEqual([{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.9.0.0/16'] } }]);
  });

  test('whatever class the object is of that has the values', () => {
    class Defaults {
      public readonly port = 80;
      public get image(): string {
        return IMAGE;
      }
    }
    class Mine extends Defaults {
      public readonly owner = 'checkout';
      public readonly replicas = 3;
    }
    const chart = shopChart();
    new InternalService(chart, 'api', new Mine());
    const { spec } = only(chart, 'Deployment');
    expect([spec.replicas, spec.template.spec.containers[0].image]).toEqual([3, IMAGE]);
  });

  test('undefined for an optional value means that it is not given', () => {
    const [plain, explicit] = [
      {},
      { replicas: undefined, env: undefined, networkPolicy: undefined, labels: undefined },
    ].map((props) => {
      const chart = shopChart();
      new InternalService(chart, 'api', { image: IMAGE, port: 80, ...props });
      return JSON.stringify(chart.toJson());
    });
    expect(explicit).toBe(plain);
  });
});

test('a chart of another realm’s objects is taken', () => {
  const props = Object.assign(Object.create(Object.create(null) as object) as object, { image: IMAGE, port: 80 });
  const chart: Chart = shopChart();
  new InternalService(chart, 'api', props as library.InternalServiceProps);
  expect(podSpec(chart).containers[0].image).toBe(IMAGE);
});
