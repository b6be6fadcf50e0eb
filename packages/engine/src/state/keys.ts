import type { ServiceAddress } from '@ays/core'

const part = encodeURIComponent
const WIDTH = 8
/** Epoch milliseconds, up to the year 33658. */
const TIME_WIDTH = 15
const CARE = 'care/'

/** The address as two parts of a key: no name can break out of its part. */
function at({ role, name }: ServiceAddress): string {
  return `${part(role)}/${part(name)}`
}

const number = (value: number): string => String(value).padStart(WIDTH, '0')

/** Every key of the store is made here, and nowhere else. */
export const keys = {
  repo: 'repo',
  service: (address: ServiceAddress) => `svc/${at(address)}`,
  servicesOfRole: (role: string) => `svc/${part(role)}/`,
  services: 'svc/',
  actor: (name: string) => `actor/${part(name)}`,
  actors: 'actor/',
  code: (hash: string) => `code/${hash}`,
  pending: (address: ServiceAddress) => `pending/${at(address)}`,
  allPending: 'pending/',
  guardRole: (role: string) => `guard/${part(role)}`,
  guardService: (address: ServiceAddress) => `guard/${at(address)}`,
  claim: (address: ServiceAddress) => `claim/${at(address)}`,
  claims: 'claim/',
  byActor: (actor: string, address: ServiceAddress) => `by/actor/${part(actor)}/${at(address)}`,
  servicesOfActor: (actor: string) => `by/actor/${part(actor)}/`,
  byParent: (parent: ServiceAddress, child: ServiceAddress) =>
    `by/parent/${at(parent)}/${at(child)}`,
  childrenOf: (parent: ServiceAddress) => `by/parent/${at(parent)}/`,
  byConsumer: (producer: ServiceAddress, consumer: ServiceAddress) =>
    `by/consumer/${at(producer)}/${at(consumer)}`,
  consumersOf: (producer: ServiceAddress) => `by/consumer/${at(producer)}/`,
  run: (id: string) => `run/${id}`,
  runs: 'run/',
  /** The first key behind all of `run/`. */
  afterRuns: 'run0',
  job: (run: string, job: number) => `run/${run}/job/${number(job)}`,
  jobs: (run: string) => `run/${run}/job/`,
  log: (run: string, job: number, chunk: number) =>
    `run/${run}/log/${number(job)}/${number(chunk)}`,
  logs: (run: string, job?: number) =>
    job === undefined ? `run/${run}/log/` : `run/${run}/log/${number(job)}/`,
  /** Somebody asks to stop the run. */
  cancel: (run: string) => `run/${run}/cancel`,
  /** There until the run has ended. */
  openRun: (run: string) => `open/${run}`,
  openRuns: 'open/',
  event: (id: string) => `event/${id}`,
  events: 'event/',
  /** There until it is known who hears the event. */
  newEvent: (id: string) => `inbox/${id}`,
  newEvents: 'inbox/',
  /** Who has filters for events of a channel: services by their blueprint, actors by their template. */
  hearingService: (channel: string, address: ServiceAddress) =>
    `by/event/${part(channel)}/${at(address)}`,
  hearingServices: (channel: string) => `by/event/${part(channel)}/`,
  hearingActor: (channel: string, actor: string) => `heard/${part(channel)}/${part(actor)}`,
  hearingActors: (channel: string) => `heard/${part(channel)}/`,
  submission: (id: string) => `submission/${id}`,
  submissions: 'submission/',
  submissionKey: (key: string) => `submitted/${part(key)}`,
  /** There until the submission has ended. */
  queued: (priority: number, id: string) => `queue/${priority}/${id}`,
  queue: 'queue/',
  /** An action that recurs next at this time. */
  timer: (due: number, address: ServiceAddress, action: string) =>
    `timer/${String(due).padStart(TIME_WIDTH, '0')}/${part(action)}/${at(address)}`,
  timers: 'timer/',
  /** The first key behind those of timers due by then. */
  afterTimers: (now: number) => `timer/${String(now + 1).padStart(TIME_WIDTH, '0')}`,
  revision: (uid: string, revision: number) => `hist/${part(uid)}/${number(revision)}`,
  revisions: (uid: string) => `hist/${part(uid)}/`,
  history: 'hist/',
  /** The uids of services that had a name and went. */
  gone: (address: ServiceAddress, uid: string) => `gone/${at(address)}/${part(uid)}`,
  goneOf: (address: ServiceAddress) => `gone/${at(address)}/`,
  allGone: 'gone/',
  compaction: 'compaction',
  token: (id: string) => `token/${part(id)}`,
  tokens: 'token/',
  audit: (id: string) => `audit/${id}`,
  audits: 'audit/',
  /** How far the migration or the restore is that fills this store. */
  transfer: `${CARE}transfer`,
  /** Written to learn which changes came before it. */
  backupMark: (id: string) => `${CARE}backup/${id}`,
} as const

/** The lease under which a process drives a run. */
export const runLease = (run: string): string => `run/${run}`

/** The lease under which a process fills a store with what another one holds. */
export const TRANSFER_LEASE = 'care/transfer'

/** The lease of the one process that does the work of a daemon. */
export const DAEMON_LEASE = 'daemon'

/** The lease under which a process takes away what the retention lets go. */
export const COMPACTION_LEASE = 'compaction'

/** True for what the care of a store keeps for itself: it is no part of the repository. */
export function isCareKey(key: string): boolean {
  return key.startsWith(CARE)
}

/** The address that a key of `svc/`, `pending/` or an index ends with. */
export function addressOfKey(key: string): ServiceAddress {
  const parts = key.split('/')
  return {
    role: decodeURIComponent(parts[parts.length - 2] ?? ''),
    name: decodeURIComponent(parts[parts.length - 1] ?? ''),
  }
}

/** The claim of the service that a key of `svc/` holds. */
export function claimOfKey(key: string): string {
  return `${keys.claims}${key.slice(keys.services.length)}`
}

/** When a key of `timer/` is due, and what then. */
export function timerOfKey(key: string): { due: number; action: string; address: ServiceAddress } {
  const [, due = '', action = ''] = key.split('/')
  return { due: Number(due), action: decodeURIComponent(action), address: addressOfKey(key) }
}

/** The template that a key of `actor/` ends with. */
export function actorOfKey(key: string): string {
  return decodeURIComponent(key.slice(keys.actors.length))
}

/** The id of a record, or the uid of a service, that a key ends with. */
export function uidOfKey(key: string): string {
  return decodeURIComponent(key.slice(key.lastIndexOf('/') + 1))
}

/** The job that a key of `run/<id>/log/` belongs to. */
export function jobOfLogKey(key: string): number {
  return Number(key.split('/')[3])
}

/** The number of the chunk that a key of `run/<id>/log/` holds. */
export function chunkOfLogKey(key: string): number {
  return Number(key.split('/')[4])
}

/** True for the key of a job. */
export function isJobKey(key: string): boolean {
  return partOf(key) === 'job'
}

/** True for the key of a chunk of a job's log. */
export function isLogKey(key: string): boolean {
  return partOf(key) === 'log'
}

function partOf(key: string): string | undefined {
  return key.startsWith(keys.runs) ? key.split('/')[2] : undefined
}

/** The run that any key of `run/` belongs to. */
export function runOfKey(key: string): string {
  return key.slice(keys.runs.length).split('/')[0] ?? ''
}

/** True for the key of a Run itself, not of its jobs and logs. */
export function isRunKey(key: string): boolean {
  return key.startsWith(keys.runs) && !key.includes('/', keys.runs.length)
}
