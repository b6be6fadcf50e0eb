import type { AysApi, ServiceInfo, SignalOption } from '@ays/core'
import type { NamesWanted } from './find-candidates.ts'
import type { Candidate, NameKind } from './grammar.ts'

/** More than that nobody reads; who types a role gets its services. */
const MOST_SERVICES = 1000
const MOST_RUNS = 50

type Api = Pick<AysApi, 'listServices' | 'listRuns' | 'listTemplates'>

/** The names of this kind in a repository, for a word of which this is typed. */
export function readNames(
  api: Api,
  wanted: NamesWanted,
  typed: string,
  options: SignalOption,
): Promise<Candidate[]> {
  return READERS[wanted.kind](api, { ...wanted, typed }, options)
}

type Reader = (
  api: Api,
  wanted: NamesWanted & { readonly typed: string },
  options: SignalOption,
) => Promise<Candidate[]>

const READERS: Readonly<Record<NameKind, Reader>> = {
  async service(api, { typed }, options) {
    const [role = '', name] = typed.split('!')
    const filter = name === undefined ? {} : { role }
    const services = await api.listServices({ ...filter, limit: MOST_SERVICES }, options)
    return services.map(({ address, template }) => ({ value: address, text: template }))
  },
  async run(api, _, options) {
    const runs = await api.listRuns({ limit: MOST_RUNS }, options)
    return runs.map(({ id, state, command }) => ({ value: id, text: `${state}: ${command}` }))
  },
  async template(api, _, options) {
    const { templates } = await api.listTemplates(options)
    return templates.map(({ name, pack }) => ({ value: name, text: pack }))
  },
  async action(api, { service }, options) {
    if (service !== undefined) {
      const [role = '', name = ''] = service.split('!')
      const [found] = await api.listServices({ role, name, limit: 1 }, options)
      return Object.entries(found?.actions ?? {}).map(([value, text]) => ({ value, text }))
    }
    const { templates } = await api.listTemplates(options)
    return [...new Set(templates.flatMap(({ actions }) => actions))].map(plain)
  },
  role: (api, _, options) => partOfServices(api, 'role', options),
  instance: (api, _, options) => partOfServices(api, 'name', options),
}

async function partOfServices(
  api: Api,
  part: 'role' | 'name',
  options: SignalOption,
): Promise<Candidate[]> {
  const services: readonly ServiceInfo[] = await api.listServices({ limit: MOST_SERVICES }, options)
  const at = part === 'role' ? 0 : 1
  return [...new Set(services.map(({ address }) => address.split('!')[at] ?? ''))].map(plain)
}

function plain(value: string): Candidate {
  return { value, text: '' }
}
