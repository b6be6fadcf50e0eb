import type { ActionCall, CallService } from './executor.ts'

/** Every service whose data a call carries: what an executor needs the schemas of. */
export function servicesOf({ service, parent, producers, host }: ActionCall): CallService[] {
  const found = [service, ...producers]
  if (parent) found.push(parent)
  if (host) found.push(host.service, ...host.producers)
  if (host?.parent) found.push(host.parent)
  return found
}
