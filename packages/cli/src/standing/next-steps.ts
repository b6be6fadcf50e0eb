import type { Standing } from './read-standing.ts'

/** A command to give next. */
export interface NextStep {
  readonly command: string
  /** What for, part of a sentence. */
  readonly why: string
}

/** What to do in a folder without a repository. */
export const FIRST_STEPS: readonly NextStep[] = [
  { command: 'ays init', why: 'make a repository here, with an example that works' },
  { command: 'ays init --bare', why: 'make an empty one, such as for: ays import --from-ays PATH' },
]

/** What to do next in a repository, what is most urgent first; nothing when all is well. */
export function nextSteps(standing: Standing): NextStep[] {
  const steps = [...runSteps(standing), ...failureSteps(standing), ...blueprintSteps(standing)]
  const { daemon, queued } = standing
  if (queued > 0 && !daemon) {
    steps.push({ command: 'ays daemon start', why: `run what is queued (${queued})` })
  }
  return steps
}

function runSteps({ newest }: Standing): NextStep[] {
  if (newest?.state !== 'running') return []
  return newest.interrupted
    ? [{ command: `ays run resume ${newest.id}`, why: 'go on with the run: nobody drives it' }]
    : [{ command: `ays run watch ${newest.id}`, why: 'follow the run that is going on' }]
}

function failureSteps({ failed, pending, newest }: Standing): NextStep[] {
  if (newest?.state === 'running') return []
  if (failed) {
    const { service, action } = failed
    return [
      { command: `ays why '${service}' ${action}`, why: 'see why it failed' },
      { command: 'ays run retry', why: 'try again what failed' },
    ]
  }
  return pending ? [{ command: 'ays run', why: 'run what is pending' }] : []
}

function blueprintSteps({ templates, blueprints, services, edited }: Standing): NextStep[] {
  if (templates === 0) return [{ command: 'ays template new NAME', why: 'make a first template' }]
  if (blueprints === 0 && services === 0) {
    return [{ command: 'ays template list', why: 'see what a blueprint in blueprints/ can name' }]
  }
  if (services === 0) {
    return [
      { command: 'ays plan', why: 'see what the blueprints would make' },
      { command: 'ays apply', why: 'make it' },
    ]
  }
  if (edited === undefined) return []
  return [
    { command: 'ays plan', why: `see what has changed: ${edited} is newer than the last run` },
  ]
}
