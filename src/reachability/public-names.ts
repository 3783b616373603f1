import { reachOfHost } from '../support/private-hosts';

/**
 * Whether a name may lead to the internet: anybody may give a name of the internet any addresses. Only zones that no public DNS
 * server has, and those in which a cloud gives private addresses alone, do not. Whoever owns a domain may write `privatelink.` into it.
 */
export function isPublicName(name: string): boolean {
  return /(^|\.)privatelink\./.test(name) || reachOfHost(name) !== 'private';
}
