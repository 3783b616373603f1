import { Proof } from './findings';
import { Grantee, ANYBODY } from './identity-grants';
import { toPortSet } from './port-sets';
import { ClusterProfile } from '../network/cluster-profile';
import { Acceptance, Declaration, DeclaredEnd, Declarations, Member } from '../network/declarations';
import { HttpRequest } from '../network/mesh/http-request';
import { MeshClient } from '../network/mesh/identity-opening';
import { MeshMode } from '../network/mesh/mesh-mode';
import { clientsOfPeer } from '../network/mesh/mesh-peers';
import { MeshSide } from '../network/mesh/mesh-side';
import { Port } from '../network/port';
import { AddressSet } from '../reachability/address-set';
import { PortSet } from '../reachability/port-set';

/** A client that somebody declared or accepted, as a mesh knows it. */
export interface DeclaredClient {
  readonly who: readonly Grantee[];
  /** Its workloads in the app; empty for those of others. */
  readonly sources: readonly number[];
  /** Whether it is in the mesh, as far as that was said. */
  readonly isInside: boolean;
  /** Of the server's pods, those of the wire left out. */
  readonly ports: PortSet;
  /** What it may ask for; absent: everything. */
  readonly http?: readonly HttpRequest[];
  /** Who declared it; absent: it is accepted, and need not be let in. */
  readonly declaration?: Declaration;
  /** The client in words. */
  readonly text: string;
}

type Client = Pick<DeclaredClient, 'who' | 'sources' | 'isInside' | 'text'>;

/** The clients of the servers in a mesh, by the positions of the servers. */
export class DeclaredIdentities {
  private readonly clients = new Map<number, DeclaredClient[]>();

  constructor(
    private readonly proof: Proof,
    { declared, accepted }: Declarations,
  ) {
    for (const declaration of declared) this.add(declaration);
    for (const acceptance of accepted) this.accept(acceptance);
  }

  /** Those of one server. */
  public of(position: number): readonly DeclaredClient[] {
    return this.clients.get(position) ?? [];
  }

  private add(declaration: Declaration): void {
    const { member, direction, end, wire = [], terms } = declaration;
    const ports = declaration.ports.filter((port) => !wire.includes(port));
    // What passes by a mesh has no terms.
    const said = terms === undefined ? {} : { declaration, http: terms.http };
    if (direction === 'ingress') this.addEnd(member, end, ports, said);
    else if (end.kind === 'pods') this.addEnd(end.member, { ...end, member }, ports, said);
  }

  private accept({ member, ends, ports }: Acceptance): void {
    for (const end of ends.ingress) this.addEnd(member, end, ports);
    for (const end of ends.egress) if (end.kind === 'pods') this.addEnd(end.member, { ...end, member }, ports);
  }

  private addEnd(server: Member, end: DeclaredEnd, ports: readonly Port[], said: Partial<DeclaredClient> = {}): void {
    if (!isInMesh(server)) return;
    const client = this.clientOf(server, end);
    if (client.who.length === 0) return;
    for (const position of this.proof.pods.of(server)) {
      const pods = this.proof.analysis.cluster.workloads[position];
      const opened = PortSet.unionAll(ports.map((port) => toPortSet(port, pods))).intersect(TCP);
      if (opened.isEmpty) continue;
      const declared = { ...client, ...said, ports: opened };
      if (this.clients.get(position)?.push(declared) === undefined) this.clients.set(position, [declared]);
    }
  }

  private clientOf(server: MeshMember, end: DeclaredEnd): Client {
    if (end.kind === 'pods') return this.ofPods(server, end.member);
    const { podCidrs } = ClusterProfile.of(server.owner);
    if (end.kind !== 'peer') {
      return {
        who: end.kind === 'entities' ? [ANYBODY] : [],
        sources: [],
        isInside: false,
        text: 'whoever is outside',
      };
    }
    const isWithoutAddresses = end.identity?.mode === MeshMode.OUTSIDE && podCidrs.length === 0;
    const clients = isWithoutAddresses ? [] : clientsOfPeer(server.owner, end, server.mesh.namespace, podCidrs);
    return {
      who: clients.map(({ client }) => granteeOf(client)),
      sources: [],
      isInside: end.identity?.mode !== MeshMode.OUTSIDE,
      text: end.description,
    };
  }

  private ofPods(server: MeshMember, client: Member): Client {
    const { pods, analysis } = this.proof;
    const sources = pods.of(client);
    const { workloads } = analysis.cluster;
    const text = sources.map((position) => workloads[position].id).join(', ');
    const { mesh } = client;
    if (mesh !== undefined && !mesh.isInside) {
      const { podCidrs } = ClusterProfile.of(server.owner);
      const blocks = podCidrs.map((cidr) => ({ cidr, except: [] }));
      return { who: [granteeOf({ kind: 'addresses', blocks })], sources, isInside: false, text };
    }
    // A patch may have given the pods another account than their construct knows of.
    const rendered = sources.map((position) => workloads[position]);
    const accounts = rendered.flatMap(({ namespace, serviceAccount: name }): Grantee[] =>
      name === undefined ? [] : [{ kind: 'account', namespace, name }],
    );
    const who = [...(mesh === undefined ? [] : [granteeOf(mesh.asClient())]), ...accounts];
    return { who, sources, isInside: true, text };
  }
}

const TCP = PortSet.range('TCP');

/** Pods with a side in a mesh. */
export type MeshMember = Member & { readonly mesh: MeshSide };

/** Pods whose clients a mesh knows by objects of this package. */
export function isInMesh(member: Member): member is MeshMember {
  return member.mesh?.policies !== undefined;
}

function granteeOf(client: MeshClient): Grantee {
  switch (client.kind) {
    case 'account': {
      const name = client.account();
      const { namespace } = client;
      return name === undefined ? { kind: 'namespace', namespace } : { kind: 'account', namespace, name };
    }
    case 'addresses':
      return {
        kind: 'addresses',
        addresses: AddressSet.unionAll(client.blocks.map(({ cidr, except }) => AddressSet.block(cidr, except))),
      };
    default:
      return client;
  }
}
