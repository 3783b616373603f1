import { Construct, IConstruct } from 'constructs';
import { IConnectable, IConnectionTarget, InternalService, ServicePort, Worker } from '../../src';
import { shopChart } from '../manifests';

const image = 'ghcr.io/acme/api:1.4.2';

/** As targets were before they were asked for the URL of a port. */
class EarlierTarget extends Construct {
  private readonly inner = new InternalService(this, 'inner', { image, port: 80 });

  public get serviceName(): string {
    return this.inner.serviceName;
  }

  public get ports(): ServicePort[] {
    return this.inner.ports;
  }

  public hostFrom(consumer: IConstruct): string {
    return this.inner.hostFrom(consumer);
  }

  public acceptConnectionsFrom(client: IConnectable, ports: ServicePort[]): void {
    this.inner.acceptConnectionsFrom(client, ports);
  }
}

function connect(target: unknown): void {
  const chart = shopChart();
  new InternalService(chart, 'web', { image, port: 80 }).connectTo(target as IConnectionTarget);
}

test('a target that lacks a method is told which', () => {
  const target = new EarlierTarget(shopChart(), 'cache');
  expect(() => connect(target)).toThrow(/Fix: give it what an IConnectionTarget has: urlForPort$/);
});

test('what is no target is told what to make of it', () => {
  const worker = new Worker(shopChart(), 'worker', { image });
  expect(() => connect(worker)).toThrow(/Fix: a Worker has none: make it an InternalService, /);
});
