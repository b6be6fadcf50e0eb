import { AysError, formatAddress, type JobMatch, parseAddress, type Plan } from '@ays/core'
import { Flags } from '@oclif/core'

/** For commands that drive a run of their own. Its value may be left out: see {@link withInspectValue}. */
export const inspect = Flags.custom<JobMatch>({
  parse: async (text) => readJobMatch(text),
  helpValue: '[role!name:action]',
  exclusive: ['no-run'],
  summary:
    'Debug one job, by default the first that starts: it waits for a debugger, has no deadline, and the others go on',
})()

/** oclif knows no flag whose value may be left out: an empty one stands for it. */
export function withInspectValue(argv: readonly string[]): string[] {
  return argv.map((arg) => (arg === '--inspect' ? '--inspect=' : arg))
}

/** `role!name:action`, one half of it, or nothing. AYS_NAME_INVALID. */
export function readJobMatch(text: string): JobMatch {
  const at = text.lastIndexOf(':')
  const address = at < 0 ? text : text.slice(0, at)
  const action = at < 0 ? '' : text.slice(at + 1)
  return {
    ...(address !== '' && { service: formatAddress(parseAddress(address)) }),
    ...(action !== '' && { action }),
  }
}

/** AYS_USAGE when the plan has no such job: nobody would wait for the debugger. */
export function assertPlanned({ jobs, ifChanged }: Plan, { service, action }: JobMatch): void {
  if (service === undefined && action === undefined) return
  const isMeant = (job: { readonly service: string; readonly action: string }) =>
    (service ?? job.service) === job.service && (action ?? job.action) === job.action
  if (jobs.some(isMeant) || ifChanged.some(isMeant)) return
  const name = [service, action].filter(Boolean).join(' ')
  throw new AysError('AYS_USAGE', `--inspect: nothing is planned for ${name}`, {
    hint: 'See the jobs with: ays plan; run an action once more with: ays do ACTION --force --inspect',
  })
}
