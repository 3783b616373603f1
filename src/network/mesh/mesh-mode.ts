/** Whether pods are in the mesh of the cluster profile. */
export enum MeshMode {
  /** They are: their connections are encrypted, and each is known by its identity. */
  INSIDE = 'inside',
  /** They are not: network policies alone decide about them, and no pod of the mesh takes connections from them. */
  OUTSIDE = 'outside',
}
