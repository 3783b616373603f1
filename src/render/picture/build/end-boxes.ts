import { End } from '../../../reachability/end';
import { PortRange } from '../../../reachability/port-set';
import { PictureNode } from '../picture';
import { endNode, nodeIdOf, RimSide } from './ends';

type OutsideEnd = Exclude<End, { kind: 'workload' }>;

interface EndBox {
  readonly end: OutsideEnd;
  readonly side: RimSide;
  readonly ports: Map<string, PortRange>;
}

/** The boxes of ends outside, made when a connection has one; many connections share an end. */
export class EndBoxes {
  private readonly boxes = new Map<string, EndBox>();
  private readonly ids = { from: new WeakMap<End, string>(), to: new WeakMap<End, string>() };

  constructor(private readonly namespaces: ReadonlySet<string>) {}

  /** The box of an end that has a connection on some ports. */
  public idOf(end: End, side: RimSide, ports: readonly PortRange[]): string {
    if (end.kind === 'workload') return end.id;
    let id = this.ids[side].get(end);
    if (id === undefined) this.ids[side].set(end, (id = nodeIdOf(end, side)));
    let box = this.boxes.get(id);
    if (box === undefined) this.boxes.set(id, (box = { end, side, ports: new Map() }));
    for (const range of ports) box.ports.set(`${range.protocol} ${range.port} ${range.endPort}`, range);
    return id;
  }

  public get nodes(): readonly PictureNode[] {
    return [...this.boxes.values()].map(({ end, side, ports }) =>
      endNode(end, { side, ports: [...ports.values()], isOfInput: (namespace) => this.namespaces.has(namespace) }),
    );
  }
}
