import { AddressSet } from './address-set';

/** Nobody else has them: this machine, its link, groups, and no address at all. */
const OF_NOBODY = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '::/127', 'fe80::/10', 'ff00::/8'];

/** Addresses that a pod, or what a name stands for, may have. */
export const POSSIBLE_ADDRESSES = AddressSet.ALL.subtract(
  AddressSet.unionAll(OF_NOBODY.map((cidr) => AddressSet.block(cidr))),
);

/** Those of either family. */
export const POSSIBLE_FAMILIES = AddressSet.FAMILIES.map((family) => family.intersect(POSSIBLE_ADDRESSES));
