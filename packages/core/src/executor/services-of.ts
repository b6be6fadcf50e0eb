import type { ActionCall, CallService } from './executor.ts'

/** Every service whose data a call carries: what an executor needs the schemas of. */
export function servicesOf({ service, parent, producers, host }: ActionCall): CallService[] {
  const hosts = host ? [host.service, ...(host.parent ? [host.parent] : []), ...host.producers] : []
  return [service, ...(parent ? [parent] : []), ...producers, ...hosts]
}
