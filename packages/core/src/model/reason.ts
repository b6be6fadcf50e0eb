/** What each kind of reason knows. `since` is the revision of a service before what changed it. */
interface Facts {
  /** A new service does its goal: it is of a blueprint, of an action that ensured it, made for a link. */
  declared: { readonly file: string; readonly line: number }
  ensured: { readonly by: string }
  auto: { readonly for: string }
  /** `ays do`, or a client of the API. */
  asked: object
  /** An entry of an `actions:` block. */
  scheduled: { readonly file: string; readonly line: number }
  fields: { readonly fields: readonly string[]; readonly since: number }
  links: { readonly since: number }
  /** Hashes. */
  code: { readonly before: string; readonly after: string }
  producer: {
    readonly service: string
    readonly uid: string
    readonly since: number
    /** It changed under the action, which worked with what was before. */
    readonly during: boolean
  }
  /** This service, or the one below which it is, gets another parent. */
  moved: { readonly service: string; readonly uid: string; readonly since: number }
  undeclared: object
  destroy: object
  /** `ays service set-state`. */
  hand: { readonly who: string }
  needed: { readonly service: string; readonly action: string }
  error: { readonly message: string }
  /** What the job needs has not ended well. */
  failed: {
    readonly service: string
    readonly action: string
    readonly job: number
    readonly state: string
  }
  /** An action recurs; epoch milliseconds. */
  recurring: { readonly due: number }
  event: { readonly id: string; readonly channel: string; readonly name: string }
  disabled: { readonly service: string; readonly action: string }
  cancelled: object
  /** In the words of who started the run, such as a schedule. */
  other: { readonly text: string }
}

type Kind = keyof Facts

/**
 * Why an action is not at rest, or why a job is in its run or was left out: kept with the state and
 * the job from the moment it is decided.
 */
export type Reason<K extends Kind = Kind> = { [P in K]: { readonly kind: P } & Facts[P] }[K]

const TELL: { readonly [K in Kind]: (reason: Reason<K>) => string } = {
  declared: ({ file, line }) => `declared in ${file}:${line}`,
  ensured: ({ by }) => `ensured by ${by}`,
  auto: (reason) => `made for ${reason.for}`,
  asked: () => 'asked for',
  scheduled: ({ file, line }) => `scheduled in ${file}:${line}`,
  fields: ({ fields }) => `${fields.join(', ')} changed`,
  links: () => 'its links changed',
  code: () => 'its code changed',
  producer: ({ service, during }) => `${service} changed${during ? ' while it ran' : ''}`,
  moved: ({ service }) => `${service} gets another parent`,
  undeclared: () => 'no blueprint declares it any more',
  destroy: () => 'everything is destroyed',
  hand: ({ who }) => `set by hand by ${who}`,
  needed: ({ service, action }) => `needed by ${service} ${action}`,
  error: ({ message }) => message,
  failed: ({ service, action, state }) =>
    `${service} ${action} ${state === 'error' ? 'failed' : `was ${state}`}`,
  recurring: ({ due }) => `due at ${new Date(due).toISOString()}`,
  event: ({ channel, name }) => `event ${name} of ${channel}`,
  disabled: ({ service, action }) => `${service} ${action} is disabled`,
  cancelled: () => 'the run was cancelled',
  other: ({ text }) => text,
}

/** The reason as half a sentence. */
export function describeReason<K extends Kind>(reason: Reason<K>): string {
  return TELL[reason.kind](reason)
}
