import { formatAddress, type ServiceAddress } from '@ays/core'

/** An action of a service. */
export interface ActionRef {
  readonly address: ServiceAddress
  readonly action: string
}

/** `role!name action`. */
export function keyOf({ address, action }: ActionRef): string {
  return `${formatAddress(address)} ${action}`
}

/** Only the address of something that has more. */
export function addressOf({ role, name }: ServiceAddress): ServiceAddress {
  return { role, name }
}
