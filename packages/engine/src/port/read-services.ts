import {
  type Diagnostic,
  formatAddress,
  isAysError,
  parseAddress,
  type ServiceAddress,
} from '@ays/core'
import { FILES, type PortFolder, type PortTree } from './layout.ts'
import type { PortedService } from './ported.ts'
import { documentOf } from './read-actors.ts'
import { dataShape, serviceDocShape } from './service-doc.ts'

/** The services of an export; those without their shape are left out, and `faults` gets every fault. */
export function readServices({ services }: PortTree, faults: Diagnostic[]): PortedService[] {
  return services.flatMap((folder) => readService(folder, faults) ?? [])
}

function readService(folder: PortFolder, faults: Diagnostic[]): PortedService | undefined {
  const document = documentOf(folder, FILES.service, faults)
  const dataDocument = documentOf(folder, FILES.data, faults)
  const doc = document?.as(serviceDocShape, faults)
  const data = dataDocument?.as(dataShape, faults)
  const address = toAddress(folder.name)
  if (document && !address) {
    const summary = `"${folder.name}" is not the address of a service`
    const detail = 'The folder of a service is named role!name.'
    faults.push(document.error('AYS_NAME_INVALID', [], summary, detail))
  }
  if (!document || !dataDocument || !doc || !data || !address) return undefined
  return { address, doc, data, place: document, dataPlace: dataDocument }
}

/** The reverse of formatAddress(); undefined where a text is no address. */
export function toAddress(text: string): ServiceAddress | undefined {
  try {
    return parseAddress(text)
  } catch (error) {
    if (isAysError(error, 'AYS_NAME_INVALID')) return undefined
    throw error
  }
}

/** Those that are there once; of each other `faults` gets that it is there twice. */
export function refuseTwins(
  services: readonly PortedService[],
  faults: Diagnostic[],
): PortedService[] {
  const addresses = new Set<string>()
  const uids = new Set<string>()
  return services.filter(({ address, doc, place }) => {
    const id = formatAddress(address)
    if (addresses.has(id)) {
      faults.push(place.error('AYS_INPUT_INVALID', [], `${id} is there twice`))
    } else if (uids.has(doc.uid)) {
      faults.push(place.error('AYS_INPUT_INVALID', ['uid'], `another service has this uid`))
    }
    const fresh = !addresses.has(id)
    addresses.add(id)
    uids.add(doc.uid)
    return fresh
  })
}
